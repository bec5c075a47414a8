"""What is said of lawful erasure, in English."""

WORDS: dict[str, str] = {
    "erased_by_law": "The content has been erased by law ({erasure}).",
    "erasure.second_person": "Somebody other than the person who proposed erasure {erasure} must confirm it.",
    "erasure.done_already": "Erasure {erasure} has been confirmed and carried out already.",
    "not_on_record": "Nothing on the record refers to this content: {digest}. Check that you chose the right one.",
    "gone_already": "This content is no longer kept: {digest}. Leave it out.",
}
