"""Working-day calendars as the State Council published them, one file a year (D-001)."""
