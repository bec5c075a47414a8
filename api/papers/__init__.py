"""Papers (公文): gathered from the record as of a position, written as DOCX or PDF/A (docs/papers.md)."""
