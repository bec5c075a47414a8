"""The questions: read models made from log lines alone, disposable and rebuildable."""
