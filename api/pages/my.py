"""The workplace of units and leaders: what they owe and decide, reports, plans, answers, workbooks, receipts."""

from api.pages import (
    my_answers,
    my_desk,
    my_plans,
    my_problems,
    my_reading,
    my_receipts,
    my_reports,
    my_requests,
    my_workbooks,
)
from api.pages.my_family import pages

__all__ = [
    "my_answers", "my_desk", "my_plans", "my_problems", "my_reading", "my_receipts", "my_reports", "my_requests",
    "my_workbooks", "pages",
]  # fmt: skip
