"""Who may do what: one table, verb → roles, deny by default; and who may know of a task (people, posts, units)."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.errors import ForbiddenError

OFFICE, HEAD = "office", "office_head"
LEADER, PRINCIPAL = "leader", "principal_leader"
CLERK, UNIT_HEAD = "unit_clerk", "unit_head"
ASSESSOR, AUDITOR, ADMIN = "assessor", "auditor", "admin"
PUBLIC, SYSTEM = "public", "system"

ROLES = (OFFICE, HEAD, LEADER, PRINCIPAL, CLERK, UNIT_HEAD, ASSESSOR, AUDITOR, ADMIN)
UNIT_ROLES = frozenset({CLERK, UNIT_HEAD})
OFFICE_ROLES = frozenset({OFFICE, HEAD})
LEADERS = frozenset({LEADER, PRINCIPAL})
SEES_EVERYTHING = frozenset({OFFICE, HEAD, PRINCIPAL, ASSESSOR, AUDITOR})

_OFFICE = OFFICE_ROLES
_UNIT_OR_PAPER = UNIT_ROLES | OFFICE_ROLES  # the office enters a unit's paper on its behalf (代录)
_LEADER_OR_PAPER = LEADERS | OFFICE_ROLES
_BUSINESS = frozenset(ROLES) - {ADMIN}
_EVERYBODY = frozenset(ROLES)

MAY: dict[str, frozenset[str]] = {
    # reading
    "read_public": _EVERYBODY | {PUBLIC},
    "read_vocabulary": _EVERYBODY,
    "read_schemes": _EVERYBODY,
    "read_calendar": _EVERYBODY,
    "read_units": _EVERYBODY,
    "read_posts": _EVERYBODY,
    "read_accounts": frozenset({ADMIN, AUDITOR}),
    "read_own_account": _EVERYBODY,
    "read_items": _BUSINESS,
    "read_tasks": _BUSINESS,
    "read_editions": _BUSINESS,
    "read_duties": _BUSINESS,
    "read_reminders": _BUSINESS,
    "read_notices": _BUSINESS,
    "read_receipts": _BUSINESS,
    "read_instructions": _BUSINESS,
    "read_inspections": _BUSINESS,  # each those it may know of
    "read_files": _BUSINESS,
    "read_lighting": _OFFICE | {PRINCIPAL, AUDITOR},  # proposals and drafts
    "read_scores": _OFFICE | {PRINCIPAL, ASSESSOR, AUDITOR},  # rankings, until finalised
    "read_own_score": _BUSINESS,
    "read_audit": frozenset({AUDITOR, OFFICE, HEAD, PRINCIPAL, ASSESSOR}),
    "verify_record": _OFFICE | {AUDITOR},  # re-hash it all
    "read_burden": _OFFICE | {PRINCIPAL, ASSESSOR, AUDITOR} | UNIT_ROLES,  # a unit its own
    # the frame
    "issue_scheme": frozenset({HEAD}),
    "amend_scheme": frozenset({HEAD}),
    "publish_calendar": _OFFICE | {ADMIN},
    "register_unit": _OFFICE | {ADMIN},
    "change_unit": _OFFICE | {ADMIN},
    "create_post": _OFFICE | {ADMIN},
    "appoint_holder": _OFFICE | {ADMIN},
    "open_account": frozenset({ADMIN}),
    "close_account": frozenset({ADMIN}),
    "issue_token": frozenset({ADMIN}),
    "renew_activation": frozenset({ADMIN}),
    "delegate_power": _EVERYBODY,  # only one's own
    "change_own_credential": _EVERYBODY,
    "activate_account": _EVERYBODY | {PUBLIC},  # by a one-time code
    "issue_own_token": _EVERYBODY | {PUBLIC},  # by one's own password
    "accept_clock": frozenset({ADMIN}),
    # the ledger
    "enter_item": _OFFICE,
    "confirm_item_roles": _OFFICE,
    "enter_task": _OFFICE,
    "amend_task": _OFFICE,
    "confirm_roles": _OFFICE,
    "withdraw_task": frozenset({HEAD}),
    "transfer_task": frozenset({HEAD}),
    "draft_edition": _OFFICE,
    "issue_edition": frozenset({HEAD}),
    "apply_completion": _UNIT_OR_PAPER,
    "verify_completion": _OFFICE,
    "confirm_mapping": _OFFICE,  # what a heading of somebody's form means
    # plans and reports
    "upload_file": _BUSINESS - {ASSESSOR, AUDITOR},
    "file_implementation_plan": _UNIT_OR_PAPER,
    "file_node_plan": _UNIT_OR_PAPER,
    "seal_node_plan": frozenset({UNIT_HEAD}) | OFFICE_ROLES,
    "confirm_node_plan": _LEADER_OR_PAPER,
    "submit_report": _UNIT_OR_PAPER,
    "return_report": _UNIT_OR_PAPER,
    "accept_report": _UNIT_OR_PAPER,
    "request_extension": _UNIT_OR_PAPER,
    "decide_extension": _LEADER_OR_PAPER,
    "read_problem": _LEADER_OR_PAPER,
    "instruct_problem": _LEADER_OR_PAPER,
    "close_problem": _OFFICE,
    # lights and notices
    "draft_lights": _OFFICE,
    "issue_lights": frozenset({HEAD}),
    "propose_correction": _OFFICE,
    "confirm_correction": frozenset({HEAD, PRINCIPAL}),
    "receive_notice": _UNIT_OR_PAPER,
    "answer_notice": _UNIT_OR_PAPER,
    "verify_rectification": _OFFICE,
    "propose_void": _OFFICE,
    "confirm_void": frozenset({HEAD, PRINCIPAL}),
    # interviews
    "read_interviews": _BUSINESS,
    "read_minutes": _BUSINESS - {ASSESSOR},
    "propose_interview": _OFFICE,
    "decide_interview": _LEADER_OR_PAPER,
    "convene_interview": _OFFICE,  # the clerk drafts, the head issues
    "hold_interview": _OFFICE,
    "file_interview_record": _OFFICE,
    "sign_record": frozenset({UNIT_HEAD}) | LEADERS | OFFICE_ROLES,
    "refuse_signature": frozenset({UNIT_HEAD}) | LEADERS | OFFICE_ROLES,
    "report_interview": _OFFICE,
    "archive_interview": _OFFICE,
    "fulfil_commitment": _UNIT_OR_PAPER,
    "verify_commitment": _OFFICE,
    # interview records after filing
    "propose_record_correction": _OFFICE,
    "correct_record": frozenset({HEAD, PRINCIPAL}),
    "dispute_record": UNIT_ROLES | LEADERS | OFFICE_ROLES,
    "check_record": _OFFICE | {AUDITOR},  # discipline inspection looks into a dispute too
    "resolve_dispute": frozenset({HEAD, PRINCIPAL}),
    "check_copy": _BUSINESS - {ASSESSOR},
    "read_evidence": UNIT_ROLES | OFFICE_ROLES | {PRINCIPAL, AUDITOR},
    # instructions and inspections
    "enter_paper": _OFFICE,  # 代录: what each act itself asks for is asked beside it
    "record_instruction": _LEADER_OR_PAPER,
    "answer_instruction": _UNIT_OR_PAPER,  # the office also in its own name
    "close_instruction": _OFFICE,
    "record_inspection": _OFFICE,
    "publish_inspection": frozenset({HEAD}),
    "propose_untrue": _OFFICE,
    "find_untrue": frozenset({HEAD, PRINCIPAL}),
    # lawful erasure
    "read_erasures": _OFFICE | {PRINCIPAL, AUDITOR},
    "propose_erasure": _OFFICE,
    "confirm_erasure": frozenset({HEAD, PRINCIPAL}),
    # bulletins
    "read_bulletins": _BUSINESS,  # published ones; drafts to who may draft
    "draft_bulletin": _OFFICE,
    "publish_bulletin": frozenset({HEAD}),
    "propose_bulletin_correction": _OFFICE,
    "correct_bulletin": frozenset({HEAD, PRINCIPAL}),
    # scores
    "propose_entry": _OFFICE | {ASSESSOR},
    "confirm_entry": frozenset({ASSESSOR, HEAD, PRINCIPAL}),
    "propose_finalisation": frozenset({ASSESSOR}),
    "finalise_assessment": frozenset({ASSESSOR, HEAD, PRINCIPAL}),
    "ask_what_if": _OFFICE | {PRINCIPAL, ASSESSOR, AUDITOR},
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting: an account with one role, its unit and posts. `person` is the holder shown beside the act."""

    account: str
    role: str
    unit: str | None = None
    posts: tuple[str, ...] = ()
    person: str | None = None
    delegated_by: str | None = None  # the lender, while this is a lent power


ANONYMOUS = Actor("anonymous", PUBLIC)


def require(verb: str, actor: Actor) -> None:
    """Let pass or refuse by role. Raises: ForbiddenError; KeyError for a verb that is not in the table (a defect)."""
    if actor.role not in MAY[verb]:
        raise ForbiddenError(verb, actor.role)


def may(verb: str, actor: Actor) -> bool:
    return actor.role in MAY[verb]


def may_know_task(actor: Actor, *, units: Collection[str], leader: str | None) -> bool:
    """Tell whether the actor may know that a task exists.

    `units` are all units with a role in it, past ones included; `leader` the post in charge.
    """
    if actor.role in SEES_EVERYTHING:
        return True
    if actor.role == LEADER:
        return leader is not None and leader in actor.posts
    return actor.role in UNIT_ROLES and actor.unit in units
