"""The pages of a case: interviews, what stands beside their records, the audit log, erasures, the verifier."""

from api.pages import (
    cases_audit,
    cases_copies,
    cases_disputes,
    cases_erasures,
    cases_interviews,
    cases_steps,
    cases_verify,
)
from api.pages.declared import Pages

pages = Pages("cases")
__all__ = [
    "cases_audit", "cases_copies", "cases_disputes", "cases_erasures", "cases_interviews", "cases_steps",
    "cases_verify", "pages",
]  # fmt: skip
