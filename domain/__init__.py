"""The nouns of government supervision: facts, rules and dates, pure and without side effects."""
