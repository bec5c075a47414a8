"""Refusals about manual score entries and finalised assessments, in English."""

WORDS: dict[str, str] = {
    "too_many_decimals": "Points take at most {most} decimal places; {value} has more.",
    "score.entry_confirmed": "Manual entry {entry} has been confirmed already.",
    "score.second_person": "Somebody other than the person who proposed manual entry {entry} must confirm it.",
    "assessment.finalised": (
        "The assessment of scheme {scheme} was finalised on {on}. Later changes are shown as differences and do not "
        "alter it."
    ),
    "assessment.year_not_over": "Scheme {scheme} runs until {ends_on}. Finalise its assessment after that day.",
    "assessment.lights_missing": (
        "Node {node} still has {count} tasks without a light ({tasks}). Set their lights before you finalise."
    ),
    "assessment.not_proposed": (
        "Nobody has proposed to finalise the assessment of scheme {scheme}. One person proposes it, another confirms."
    ),
    "assessment.second_person": (
        "Somebody other than the person who proposed finalising scheme {scheme} must confirm it."
    ),
}
