"""What re-hashing the whole record may find wrong first, in English."""

WORDS: dict[str, str] = {
    "record.position": "The positions of the record are not continuous.",
    "record.version": "The lines of one thing are not continuous.",
    "record.leaf": "A line differs from the hash it was recorded with.",
    "record.leaf_without_line": "There is a hash without its line.",
    "record.tile": "A stored subtree does not fit the lines.",
    "record.request": "The register of requests does not fit the lines.",
    "record.request_without_lines": "A request is registered without lines.",
    "record.content": "A text differs from the digest recorded.",
    "record.content_missing": "A recorded text is gone, and no line says that it was erased.",
    "record.content_without_line": "There is a text that no line names.",
    "record.content_back": "A text that was erased by law is back.",
    "record.identity": "The record's identity differs from its first line.",
    "record.guard_changed": "A trigger that guards against changes was removed or replaced.",
    "record.file_damaged": "The record's file is damaged.",
    "record.unreadable": "A line cannot be read.",
    "record.root": "A root noted elsewhere differs.",
    "record.shorter_than_noted": "The record is shorter than a size noted elsewhere.",
}
