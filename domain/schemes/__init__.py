"""Schemes that come with Ducha, as data: `heyuan-2020.toml` and its ledger."""
