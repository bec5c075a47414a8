"""Refusals about corrections and disputes of interview records, and what a copy turned out to be, in English."""

WORDS: dict[str, str] = {
    "disputes.not_filed": "The record of interview {interview} has not been filed yet.",
    "disputes.not_a_party": (
        "Only a unit that was interviewed, or the leader who led interview {interview}, may dispute its record."
    ),
    "disputes.correction_confirmed": "Correction {correction} has been confirmed already.",
    "disputes.second_person": ("Somebody other than the person who proposed correction {correction} must confirm it."),
    "disputes.passage_gone": (
        "The passage that correction {correction} quotes is no longer in the text: another correction changed it, or "
        "it was erased by law. Propose the correction anew."
    ),
    "disputes.resolved_already": "Dispute {dispute} has been resolved already.",
    "disputes.not_checked": "Dispute {dispute} has not been checked. It can be resolved after a check.",
    "disputes.filer_may_not_resolve": (
        "Whoever filed the record may not resolve dispute {dispute}. Ask another person to."
    ),
    "disputes.raiser_may_not_resolve": "Whoever raised dispute {dispute} may not resolve it. Ask another person to.",
    "disputes.no_correction_confirmed": (
        "No correction for dispute {dispute} has been confirmed by a second person. Have one confirmed first, or "
        "choose another outcome than “corrected”."
    ),
    "disputes.corrected_already": (
        "A correction for dispute {dispute} has been confirmed. Choose “upheld, record corrected” as the outcome."
    ),
    "no_such_passage_field": "The record has no part “{where}”. Choose one of: {known}.",
    "not_in_the_record": "The words you quote are not in “{where}” of the record. Quote them as they stand there.",
    "quoted_more_than_once": "The words you quote occur more than once in “{where}”. Quote a few more words.",
    "correction_changes_nothing": "The corrected words are the same as the original. Change them or cancel.",
    "unknown_dispute": "There is no dispute {dispute}.",
    "unknown_outcome": "There is no outcome “{outcome}”. Choose one of: {known}.",
    "name_the_dispute": "Say which dispute you mean (not yet resolved: {running}).",
    "text_or_file": "Give either the text of the copy or an uploaded file, not both.",
    "copy_has_no_text": "No text could be read from the copy. Paste its text, or upload a .docx file.",
    "copy_too_long": "The copy is longer than {limit} characters. Hand in the record alone.",
    "copy.as_filed": "It agrees with the record as filed.",
    "copy.with_correction": "It agrees with the record as changed by correction {correction}, not as filed.",
    "copy.attachment": "It is the same file as an attachment registered when the record was filed.",
    "copy.no_copy": "It agrees with no version of the record.",
}
