"""The pages of the year's end and of what is told: assessments, bulletins, the public's, the rules in force."""

from api.pages import year_assessments, year_bulletins, year_decisions, year_public, year_rules, year_scores
from api.pages.year_family import pages

__all__ = [
    "pages", "year_assessments", "year_bulletins", "year_decisions", "year_public", "year_rules", "year_scores",
]  # fmt: skip
