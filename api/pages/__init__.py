"""The workplace in the browser: pages over the same verbs and questions as the API (docs/decisions/135)."""
