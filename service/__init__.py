"""The verbs: what the office, units and leaders can do; one file each."""
