"""Refusals about bulletins, in English."""

WORDS: dict[str, str] = {
    "bulletin.published": "{bulletin} has been published and cannot be changed. If it is wrong, propose a correction.",
    "bulletin.not_published": "{bulletin} has not been published. Change the draft; no correction is needed.",
    "bulletin.drafter_may_not_publish": "Whoever drafted {bulletin} may not publish it. Ask another person to.",
    "bulletin.period_not_over": "{period} runs until {ends_on}. Draft the livelihood special after that day.",
    "bulletin.special_published": (
        "The livelihood special for {period} has been published ({bulletin}). If it is wrong, propose a correction."
    ),
    "bulletin.correction_confirmed": "Correction {correction} has been confirmed already.",
    "bulletin.second_person": "Somebody other than the person who proposed correction {correction} must confirm it.",
    "bulletin.correction_overtaken": (
        "What correction {correction} was to withdraw has been withdrawn by another correction. Propose it anew."
    ),
    "name_the_scheme_of_period": (
        "There is not exactly one scheme for the year of {period}. Choose the scheme yourself; available: {known}."
    ),
    "unknown_bulletin_kind": "There is no kind of bulletin “{kind}”. Choose one of: {known}.",
    "needs_a_number": "The pattern of bulletin numbers must hold {{n}} once and no other braces: {value}.",
    "unit_has_no_part": "{unit} is not a responsible unit of task {task_no}. Choose a unit that has a part in it.",
    "mention_named_twice": "{unit} is listed twice for the same task in this list. Delete one of the two.",
    "unknown_mention": "This list has no entry {mention}.",
    "mention_withdrawn_already": "Entry {mention} has been withdrawn already, or is listed twice here.",
    "unit_code_reserved": "{value} is a reserved word and cannot be a unit code. Choose another.",
}
