"""Every fact the record can hold, and `NAMES`: stored name → class, the whole vocabulary on one page.

A stored name is for ever. Another shape is `.v2` and an upcast; no line of `NAMES` is edited, reused or deleted.
Narrative texts (report text, statements, reasons people write at length) are never in an event: the field holds the
content digest and the words lie in the record's `content` table (docs/verify.md), so that they can be erased by law.
Dates end in `_on`, moments (UTC) in `_at`, working days in `_days`. Streams are named in `domain.ids`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


# --- the record itself -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecordCreated:
    incarnation: str  # random name of this record, in every checkpoint
    demonstration: bool  # only such a record obeys DUCHA_CLOCK


@dataclass(frozen=True, slots=True)
class ClockAccepted:
    was_at: datetime  # the last line's moment
    now_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class DayReached:
    """The daily tick has run for this local day: what fell due before it and was unmet is on the record."""

    day: date


# --- schemes and calendar ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SchemeIssued:
    scheme: str
    version: int
    content: Json  # as `domain.scheme.parse` reads it


@dataclass(frozen=True, slots=True)
class SchemeAmended:
    scheme: str
    version: int
    changes: Json  # dotted path → new value
    reason: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class CalendarYearPublished:
    year: int
    days_off: tuple[date, ...]  # public holidays that fall on Monday to Friday
    workdays: tuple[date, ...]  # make-up working Saturdays and Sundays
    source: str


# --- units, posts, accounts --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitRegistered:
    code: str
    name: str
    full_name: str
    group: str  # assessment group: county municipal zone stationed unassessed
    aliases: tuple[str, ...] = ()  # written forms known at registration


@dataclass(frozen=True, slots=True)
class UnitAliasConfirmed:
    code: str
    alias: str


@dataclass(frozen=True, slots=True)
class UnitRegrouped:
    code: str
    group: str
    effective_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class UnitRenamed:
    code: str
    name: str
    effective_on: date
    reason: str
    full_name: str = ""  # empty: the same as the name


@dataclass(frozen=True, slots=True)
class UnitMerged:
    code: str
    into: str
    effective_on: date
    reason: str
    duties_move: bool = True  # open task roles, duties and notices go along


@dataclass(frozen=True, slots=True)
class UnitSplit:
    code: str
    into: tuple[str, ...]
    effective_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class UnitNamesTaken:
    """Names that from now on mean this unit or unit group and no other; one stream holds them all."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitGroupDefined:
    """A written collective (市府直屬各單位) and its members from a date on; owes nothing itself."""

    group: str
    name: str
    members: tuple[str, ...]
    effective_on: date


@dataclass(frozen=True, slots=True)
class PostCreated:
    post: str
    title: str
    unit: str | None
    rank: str  # principal_leader leader coordinator unit_principal responsible staff


@dataclass(frozen=True, slots=True)
class HolderAppointed:
    post: str
    person: str
    from_on: date
    to_on: date | None
    acting: bool


@dataclass(frozen=True, slots=True)
class AccountOpened:
    account: str
    role: str
    posts: tuple[str, ...]
    unit: str | None


@dataclass(frozen=True, slots=True)
class AccountClosed:
    account: str
    reason: str


@dataclass(frozen=True, slots=True)
class PowerDelegated:
    account: str  # who lends
    to: str  # account that may act with the lender's powers
    from_on: date
    to_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class DelegationWithdrawn:
    account: str  # who lent
    to: str
    reason: str


@dataclass(frozen=True, slots=True)
class TokenIssued:
    account: str
    label: str  # never the token or its hash


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    account: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActivationRenewed:
    """A new one-time code was handed out; never the code or its hash."""

    account: str
    reason: str


# --- items, tasks, list editions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemEntered:
    item: str  # 2020-3-1
    scheme: str
    label: str  # 三(一)
    aspect: str
    title: str
    units: tuple[str, ...]  # unit or unit-group codes, in the order written
    as_written: tuple[str, ...]
    lead: tuple[str, ...]  # only where the text marks it
    co: tuple[str, ...]
    presumed_lead: str | None


@dataclass(frozen=True, slots=True)
class ItemRolesConfirmed:
    item: str
    lead: tuple[str, ...]
    co: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    text: str
    value: str = ""
    unit_of_measure: str = ""


@dataclass(frozen=True, slots=True)
class TaskEntered:
    task_no: str
    scheme: str
    title: str
    category: str  # expected_target hard_task follow_up livelihood
    item: str | None
    leader: str | None  # post of the city leader in charge
    coordinator: str | None  # post of the coordinating deputy secretary-general
    responsible: str | None  # post of the person responsible
    lead: tuple[str, ...]
    co: tuple[str, ...]
    construction: tuple[str, ...]
    roles_presumed: bool
    effective_on: date
    targets: tuple[Target, ...] = ()
    counties: tuple[str, ...] = ()  # county parts, reported by the lead
    note: str = ""  # e.g. that the row is illustrative
    reason: str = ""  # why it was added, once a list edition has been issued


@dataclass(frozen=True, slots=True)
class TaskAmended:
    task_no: str
    changes: Json  # title category item leader coordinator responsible targets counties note
    reason: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class TaskRolesConfirmed:
    task_no: str
    lead: tuple[str, ...]
    co: tuple[str, ...]
    construction: tuple[str, ...]
    confirmed_on: date | None = None  # from when units added or left out owe, or no longer owe
    still_presumed: bool = False  # a merger of units settled the roles; the office has yet to confirm them


@dataclass(frozen=True, slots=True)
class TaskWithdrawn:
    task_no: str
    reason: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class TaskTransferred:
    task_no: str
    role: str  # lead co construction
    from_unit: str
    to_unit: str
    effective_on: date
    duties_move: bool  # open duties and notices go with the role
    reason: str


@dataclass(frozen=True, slots=True)
class CompletionApplied:
    task_no: str
    unit: str
    done_on: date
    text: str  # content digest


@dataclass(frozen=True, slots=True)
class CompletionVerified:
    task_no: str
    accepted: bool
    done_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class EditionDrafted:
    scheme: str
    edition: int
    drafted_on: date
    note: str


@dataclass(frozen=True, slots=True)
class EditionIssued:
    scheme: str
    edition: int
    issued_on: date
    tasks: tuple[str, ...]  # every task in force, in list order
    added: tuple[str, ...]
    amended: tuple[str, ...]
    withdrawn: tuple[str, ...]
    reasons: Json  # task_no → list of {change, reason, effective_on} since the edition before
    note: str


# --- plans -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ImplementationPlanFiled:
    scheme: str
    unit: str
    items: tuple[str, ...]
    text: str  # content digest
    files: tuple[str, ...]
    effective_at: datetime
    due_on: date | None
    late_days: int


@dataclass(frozen=True, slots=True)
class NodeTask:
    node: str  # 2020-08
    target: str
    limit_on: date | None = None  # None: the node's last calendar day
    measures: str = ""
    percent: float | None = None  # planned progress, for percentage profiles


@dataclass(frozen=True, slots=True)
class NodePlanFiled:
    task_no: str
    unit: str
    role: str  # lead (the task's plan, to the office) or construction (its part, to the lead)
    nodes: tuple[NodeTask, ...]
    effective_at: datetime
    due_on: date | None
    late_days: int


@dataclass(frozen=True, slots=True)
class NodePlanSealed:
    task_no: str
    unit: str


@dataclass(frozen=True, slots=True)
class NodePlanConfirmed:
    task_no: str
    leader: str | None  # post that confirmed


# --- reports, problems, extensions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportSubmitted:
    task_no: str
    report_no: int  # counts from 1 in the task
    unit: str
    role: str  # lead construction
    node: str  # the period reported, 2020-08
    to: str  # `office` or the lead unit's code
    done_on: date | None
    progress: str  # short, e.g. `85 %` or a phrase
    percent: float | None
    text: str  # content digest
    problems: str | None  # content digest
    next_steps: str | None  # content digest
    files: tuple[str, ...]
    merges: tuple[int, ...]  # construction entities' reports merged into this one
    replaces: int | None
    effective_at: datetime  # when it counts as received: now, or the stamp on the paper
    due_on: date | None
    late_days: int
    late_since_first: bool = False  # a returned report resubmitted too late to keep its first time
    due_provisional: bool = False  # due in a year whose calendar is not published: not late yet


@dataclass(frozen=True, slots=True)
class ReportReturned:
    task_no: str
    report_no: int
    by: str  # `office` or the lead unit's code
    reason: str
    resubmit_by: date


@dataclass(frozen=True, slots=True)
class ReportAccepted:
    task_no: str
    report_no: int
    by: str


@dataclass(frozen=True, slots=True)
class ProblemRaised:
    task_no: str
    problem_no: int
    report_no: int
    unit: str
    text: str  # content digest


@dataclass(frozen=True, slots=True)
class ProblemRead:
    task_no: str
    problem_no: int
    leader: str | None


@dataclass(frozen=True, slots=True)
class ProblemInstructed:
    task_no: str
    problem_no: int
    leader: str | None
    text: str  # content digest


@dataclass(frozen=True, slots=True)
class ProblemClosed:
    task_no: str
    problem_no: int
    outcome: str


@dataclass(frozen=True, slots=True)
class ExtensionRequested:
    task_no: str
    extension: int
    unit: str
    node: str
    new_limit_on: date
    reason: str
    progress: str
    effective_at: datetime


@dataclass(frozen=True, slots=True)
class ExtensionDecided:
    task_no: str
    extension: int
    node: str
    granted: bool
    new_limit_on: date | None
    reason: str
    leader: str | None


@dataclass(frozen=True, slots=True)
class DutyMissed:
    """A duty fell due unmet; recorded by the daily tick on the stream that owns the duty."""

    kind: str
    scheme: str
    unit: str
    role: str | None
    task_no: str | None
    period: str
    due_on: date


# --- lights ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LightingDrafted:
    scheme: str
    node: str
    decisions: tuple[Json, ...]  # {task_no, done_on, light, reason}
    proposal: str  # ETag of the proposal it was made from


@dataclass(frozen=True, slots=True)
class LightingIssued:
    scheme: str
    node: str
    session: int  # counts from 1 in the node
    tasks: tuple[str, ...]
    issued_on: date


@dataclass(frozen=True, slots=True)
class LightSet:
    task_no: str
    node: str
    light: str  # green yellow red none deferred
    scheme: str
    scheme_version: int
    profile: str
    proposed: str  # the light the rules proposed
    case: str  # the rule that applied, e.g. `second_miss_running`
    clause: str
    limit_on: date
    done_on: date | None
    due_on: date  # when its report was due
    because: Json  # report_no, previous lights, counted days: what was known then
    reason: str  # why the decision differs from the proposal, else empty
    session: int
    notice: str | None = None  # the notice that arose with it


@dataclass(frozen=True, slots=True)
class LightCorrectionProposed:
    task_no: str
    correction: int
    node: str
    done_on: date | None
    light: str
    reason: str


@dataclass(frozen=True, slots=True)
class LightCorrected:
    task_no: str
    correction: int
    node: str
    light: str
    was: str
    done_on: date | None
    reason: str
    proposed_by: str  # account; the actor is the second person
    because: Json = field(default_factory=dict)
    notice: str | None = None  # the notice that stands with the corrected light


# --- notices -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NumberTaken:
    register: str  # `notices-2020`, `tasks-heyuan-2020`
    number: int
    taken_for: str


@dataclass(frozen=True, slots=True)
class Addressee:
    unit: str
    role: str  # lead co construction


@dataclass(frozen=True, slots=True)
class NoticeIssued:
    notice: str  # n-2020-0012
    number: str  # 河督改〔2020〕12号
    scheme: str
    task_no: str
    node: str
    light: str
    addressees: tuple[Addressee, ...]
    facts: Json  # limit_on, done_on, report_no: rendered at the edge
    requirement: str
    limit_on: date
    copies_to: tuple[str, ...]  # posts
    issued_on: date


@dataclass(frozen=True, slots=True)
class NoticeServed:
    notice: str
    units: tuple[str, ...]
    by: str  # `system` or how the paper was handed over


@dataclass(frozen=True, slots=True)
class NoticeReceived:
    notice: str
    unit: str


@dataclass(frozen=True, slots=True)
class NoticeAnswered:
    notice: str
    unit: str
    text: str  # content digest
    done_on: date | None
    files: tuple[str, ...]
    effective_at: datetime
    late_days: int


@dataclass(frozen=True, slots=True)
class NoticeVerified:
    notice: str
    rectified: bool
    reason: str
    verified_on: date


@dataclass(frozen=True, slots=True)
class NoticeVoidProposed:
    notice: str
    reason: str
    replace: bool = False  # a new notice takes its place in the same write


@dataclass(frozen=True, slots=True)
class NoticeVoided:
    notice: str
    reason: str
    proposed_by: str | None  # None: voided with the task it belongs to
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeReaddressed:
    notice: str
    role: str
    from_unit: str
    to_unit: str
    effective_on: date


# --- interviews --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LitNode:
    node: str
    light: str


@dataclass(frozen=True, slots=True)
class InterviewProposed:
    interview: str  # i-2020-0001
    scheme: str
    task_no: str
    units: tuple[Addressee, ...]  # whose heads are interviewed, the lead first
    level: int
    ground: str  # light not_rectified by_hand
    node: str | None  # where the ground lies
    lights: tuple[LitNode, ...]  # what it rests on, in node order
    notices: tuple[str, ...]
    reason: str  # the proposer's words; empty where a rule proposes
    clause: str
    proposed_on: date


@dataclass(frozen=True, slots=True)
class InterviewApproved:
    interview: str
    post: str | None  # the leader's post that approved
    reason: str
    approved_on: date


@dataclass(frozen=True, slots=True)
class InterviewDeclined:
    interview: str
    post: str | None  # None: the office, because the ground has fallen
    reason: str
    declined_on: date


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the written notice of an interview states."""

    reason: str
    meets_at: datetime
    place: str
    materials: tuple[str, ...]  # what the unit is to bring


@dataclass(frozen=True, slots=True)
class InterviewConveningDrafted:
    interview: str
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class InterviewConvened:
    interview: str
    number: str  # 河督约〔2020〕3号; a meeting put off is convened again under the same number
    meeting: Meeting
    units: tuple[str, ...]
    convened_on: date


@dataclass(frozen=True, slots=True)
class Attendee:
    side: str  # city unit other
    person: str
    post: str  # a post's id, or its title as written
    unit: str | None = None  # of the unit's side: which unit


@dataclass(frozen=True, slots=True)
class InterviewHeld:
    interview: str
    held_at: datetime
    held_on: date
    place: str
    host: str  # post; one of the city's attendees
    recorder: str  # person; another of the city's attendees
    attendees: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    commitment: int  # counts from 1 in the interview
    unit: str
    due_on: date


@dataclass(frozen=True, slots=True)
class InterviewRecordFiled:
    """The minutes with everything they rest on: complete in itself, and never changed."""

    interview: str
    number: str
    task_no: str
    units: tuple[Addressee, ...]
    lights: tuple[LitNode, ...]
    notices: tuple[str, ...]
    level: int
    approved_by: str | None  # post
    approved_on: date
    held_at: datetime
    place: str
    host: str
    recorder: str
    attendees: tuple[Attendee, ...]
    matters: str  # content digest
    statement: str  # content digest: the unit's own
    cause: str  # content digest
    requirements: str  # content digest
    commitments: tuple[Commitment, ...]
    commitment_texts: tuple[str, ...]  # content digests, in the order of the commitments
    files: tuple[str, ...]
    filed_on: date


@dataclass(frozen=True, slots=True)
class InterviewSigned:
    interview: str
    side: str  # city unit
    unit: str | None
    post: str | None
    signed_on: date


@dataclass(frozen=True, slots=True)
class InterviewSignatureRefused:
    interview: str
    side: str  # city unit
    unit: str | None
    reason: str
    witness: str  # a person of neither side
    refused_on: date


@dataclass(frozen=True, slots=True)
class InterviewReported:
    interview: str
    to: str  # the principal leader's post
    reported_on: date


@dataclass(frozen=True, slots=True)
class InterviewArchived:
    interview: str
    archive_number: str
    archived_on: date


@dataclass(frozen=True, slots=True)
class InterviewReaddressed:
    """A merged unit's part goes to the unit that took it over; the filed record stays as it is."""

    interview: str
    from_unit: str
    to_unit: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class CommitmentFulfilled:
    """What the unit says; the office judges it."""

    interview: str
    commitment: int
    unit: str
    text: str  # content digest
    done_on: date
    files: tuple[str, ...]
    effective_at: datetime
    late_days: int  # of the day it was done


@dataclass(frozen=True, slots=True)
class CommitmentVerified:
    interview: str
    commitment: int
    unit: str
    fulfilled: bool
    reason: str
    verified_on: date


# --- leaders' instructions, inspections, untrue reports -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InstructionRecorded:
    instruction: str  # in-2020-0001
    leader: str  # post that gave it
    text: str  # content digest
    tasks: tuple[str, ...]
    units: tuple[str, ...]  # to whom it is passed on; empty: to the office alone
    given_on: date
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstructionAnswered:
    instruction: str
    answer: int  # counts from 1 in the instruction
    by: str  # `office` or a unit's code
    text: str  # content digest
    files: tuple[str, ...]
    effective_at: datetime


@dataclass(frozen=True, slots=True)
class InstructionClosed:
    instruction: str
    outcome: str
    closed_on: date


@dataclass(frozen=True, slots=True)
class InspectionRecorded:
    """A visit that has taken place; what was found of each task lies on the task's own stream."""

    inspection: str  # v-2020-0001
    kind: str  # unannounced special_study special_supervision
    started_by: str  # an instruction's id, or `ledger`
    visited_on: date
    team: tuple[str, ...]
    places: tuple[str, ...]
    tasks: tuple[str, ...]
    text: str  # content digest
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InspectionPublished:
    inspection: str
    units: tuple[str, ...]  # to whom there was something new to tell
    published_on: date


@dataclass(frozen=True, slots=True)
class TaskInspected:
    """What an inspection found of a task; units know of it only once it is published to them."""

    task_no: str
    inspection: str
    node: str | None  # None: the task as a whole
    done: bool | None  # None: could not be told
    done_on: date | None  # since when it is done, where that was found out
    visited_on: date
    text: str | None  # content digest
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskInspectionPublished:
    task_no: str
    inspection: str
    units: tuple[str, ...]  # those of the publication that have a part in this task


@dataclass(frozen=True, slots=True)
class ReportUntrueProposed:
    task_no: str
    report_no: int
    reason: str
    inspection: str | None  # on which it rests; never told to a unit that does not know of the inspection


@dataclass(frozen=True, slots=True)
class ReportFoundUntrue:
    task_no: str
    report_no: int
    unit: str  # whose report it is
    role: str
    node: str
    reason: str
    proposed_by: str  # account; the actor is the second person


# --- bulletins ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit praised or criticised; the words are in the list beside, at the same place."""

    unit: str
    task_no: str | None
    public: bool  # may the public read it


@dataclass(frozen=True, slots=True)
class BulletinDrafted:
    bulletin: str  # b-2020-0001
    scheme: str
    kind: str  # regular livelihood
    period: str  # 2020-09, or the year
    title: str
    text: str  # content digest
    praise: tuple[Mention, ...]
    praise_texts: tuple[str, ...]  # content digests, in the order of the mentions
    criticism: tuple[Mention, ...]
    criticism_texts: tuple[str, ...]  # content digests, in the order of the mentions
    position: int  # the figures are those of this line of the record
    figures: Json
    drafted_on: date


@dataclass(frozen=True, slots=True)
class BulletinPublished:
    """The bulletin as it went out, complete in itself: never changed, only corrected by later events."""

    bulletin: str
    scheme: str
    kind: str
    period: str
    number: str  # 第3期
    issue: int  # counts from 1 in the scheme and kind
    title: str
    text: str  # content digest
    praise: tuple[Mention, ...]
    praise_texts: tuple[str, ...]  # content digests
    criticism: tuple[Mention, ...]
    criticism_texts: tuple[str, ...]  # content digests
    position: int
    figures: Json
    drafted_by: str  # account; the actor is the second person
    published_on: date
    due_on: date | None  # of a special that the office owes
    late_days: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A mention taken back by a correction."""

    among: str  # praise criticism
    mention: int  # counts from 1 in the list


@dataclass(frozen=True, slots=True)
class BulletinCorrectionProposed:
    bulletin: str
    correction: int
    text: str  # content digest: what is printed with the bulletin from then on
    reason: str
    withdraws: tuple[Withdrawn, ...]
    public: bool


@dataclass(frozen=True, slots=True)
class BulletinCorrected:
    bulletin: str
    correction: int
    text: str  # content digest
    reason: str
    withdraws: tuple[Withdrawn, ...]
    public: bool
    proposed_by: str  # account; the actor is the second person
    corrected_on: date


# --- the year's end ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScoreEntryProposed:
    scheme: str
    entry: int  # counts from 1 in the scheme
    unit: str
    task_no: str | None
    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class ScoreEntryConfirmed:
    scheme: str
    entry: int
    unit: str
    task_no: str | None
    points: Decimal
    reason: str
    proposed_by: str  # account; the actor is the second person


@dataclass(frozen=True, slots=True)
class FinalisationProposed:
    scheme: str
    reason: str


@dataclass(frozen=True, slots=True)
class AssessmentFinalised:
    """A year's scores for good: what they rest on, by which formula, what came of it, as of which line."""

    scheme: str
    scheme_version: int
    reason: str
    proposed_by: str  # account; the actor is the second person
    position: int  # facts and results are those of this line of the record
    formula: Json
    facts: tuple[Json, ...]  # per unit, as `domain.frozen_scores` reads them back
    results: tuple[Json, ...]
    finalised_on: date


# --- what happens to the record of an interview after it is filed --------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecordCorrectionProposed:
    """The record as filed stays what it is; a correction stands beside it."""

    interview: str
    correction: int  # counts from 1 in the interview
    field: str  # matters statement cause requirements commitments.1 … place recorder attendees
    passage: str  # content digest: the words as they stand
    replacement: str  # content digest: what they should be
    reason: str  # content digest
    dispute: int | None  # the dispute it answers
    proposed_on: date


@dataclass(frozen=True, slots=True)
class RecordCorrected:
    interview: str
    correction: int
    field: str
    passage: str  # content digest
    replacement: str  # content digest
    reason: str  # content digest
    dispute: int | None
    proposed_by: str  # account; the actor is the second person
    corrected_on: date


@dataclass(frozen=True, slots=True)
class RecordDisputed:
    interview: str
    dispute: int  # counts from 1 in the interview
    unit: str | None  # whose dispute it is; None: the leader's who led the interview
    post: str | None
    field: str
    passage: str  # content digest
    claim: str  # content digest
    files: tuple[str, ...]
    disputed_on: date


@dataclass(frozen=True, slots=True)
class DisputeChecked:
    interview: str
    dispute: int
    checked_by: str  # office auditor
    findings: str  # content digest
    files: tuple[str, ...]
    checked_on: date


@dataclass(frozen=True, slots=True)
class DisputeResolved:
    interview: str
    dispute: int
    outcome: str  # upheld rejected corrected
    corrections: tuple[int, ...]  # those confirmed that name the dispute
    reason: str  # content digest
    post: str | None  # of who resolved it
    resolved_on: date


@dataclass(frozen=True, slots=True)
class RecordViewed:
    """Somebody was shown what the record says; no reading goes unrecorded."""

    interview: str
    account: str
    post: str | None
    what: str  # minutes disputes evidence
    viewed_at: datetime


@dataclass(frozen=True, slots=True)
class CopyChecked:
    """A copy was held against the record; of the copy itself nothing is kept."""

    interview: str
    verdict: str  # as_filed with_correction attachment no_copy
    correction: int | None  # the latest correction in the version it is identical to
    file: str | None  # the attachment it is identical to
    checked_on: date


# --- lawful erasure ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContentErasureProposed:
    erasure: str  # e-2020-0001
    texts: tuple[str, ...]  # digests of texts to go
    files: tuple[str, ...]  # sha256 of files to go
    lines: tuple[int, ...]  # positions of the lines that name them
    ground: str  # law and article; these two stay on record: no personal data in them
    reason: str


@dataclass(frozen=True, slots=True)
class ContentErased:
    """Its texts leave the content table in the same transaction; the lines that name them stay as they are."""

    erasure: str
    texts: tuple[str, ...]
    files: tuple[str, ...]
    ground: str
    proposed_by: str  # account; the actor is the second person


# --- workbooks -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HeadingMapped:
    """A person says that a heading of somebody's form means a field of ours."""

    form: str
    heading: str  # as it was written
    key: str  # as it is matched
    field: str


@dataclass(frozen=True, slots=True)
class WorkbookAnswered:
    """A sheet came in: which rows became facts in the same write, how many did not."""

    form: str
    scheme: str | None
    mode: str  # all each
    files: tuple[str, ...]  # the sheet itself, where it was kept
    rows: tuple[str, ...]  # sheet!row of each accepted one
    starts: tuple[int, ...]  # beside it, the place of its first line in this write, from 0
    refused: int
    refusals: str | None  # content digest: what was wrong, row by row


# --- reminders -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RemindedDuty:
    """One duty a unit is told of."""

    duty: str  # as `GET /duties` names it
    scheme: str
    kind: str
    task_no: str | None
    period: str
    due_on: date
    moment: str  # coming due overdue


@dataclass(frozen=True, slots=True)
class ReminderPrepared:
    """What a unit is told on a working day (催办): each duty once as coming, once on its day, once when overdue."""

    unit: str
    day: date
    duties: tuple[RemindedDuty, ...]


@dataclass(frozen=True, slots=True)
class ReminderDelivered:
    """A day's reminders were handed to a channel; the address itself is a secret and on no record."""

    to: str  # whose channel it is: office, or a unit
    channel: str  # what kind of address: mailtos, wecombot
    day: date
    attempt: int
    units: tuple[str, ...]  # whose reminders it told


@dataclass(frozen=True, slots=True)
class ReminderFailed:
    to: str
    channel: str
    day: date
    attempt: int
    again_at: datetime | None  # None: it is not tried again


NAMES: dict[str, type] = {
    "record.created.v1": RecordCreated,
    "clock.accepted.v1": ClockAccepted,
    "tick.day_reached.v1": DayReached,
    "scheme.issued.v1": SchemeIssued,
    "scheme.amended.v1": SchemeAmended,
    "calendar.year_published.v1": CalendarYearPublished,
    "unit.registered.v1": UnitRegistered,
    "unit.alias_confirmed.v1": UnitAliasConfirmed,
    "unit.regrouped.v1": UnitRegrouped,
    "unit.renamed.v1": UnitRenamed,
    "unit.merged.v1": UnitMerged,
    "unit.split.v1": UnitSplit,
    "unit.names_taken.v1": UnitNamesTaken,
    "unit_group.defined.v1": UnitGroupDefined,
    "post.created.v1": PostCreated,
    "post.holder_appointed.v1": HolderAppointed,
    "account.opened.v1": AccountOpened,
    "account.closed.v1": AccountClosed,
    "account.power_delegated.v1": PowerDelegated,
    "account.delegation_withdrawn.v1": DelegationWithdrawn,
    "account.token_issued.v1": TokenIssued,
    "account.token_revoked.v1": TokenRevoked,
    "account.activation_renewed.v1": ActivationRenewed,
    "item.entered.v1": ItemEntered,
    "item.roles_confirmed.v1": ItemRolesConfirmed,
    "task.entered.v1": TaskEntered,
    "task.amended.v1": TaskAmended,
    "task.roles_confirmed.v1": TaskRolesConfirmed,
    "task.withdrawn.v1": TaskWithdrawn,
    "task.transferred.v1": TaskTransferred,
    "task.completion_applied.v1": CompletionApplied,
    "task.completion_verified.v1": CompletionVerified,
    "edition.drafted.v1": EditionDrafted,
    "edition.issued.v1": EditionIssued,
    "implementation_plan.filed.v1": ImplementationPlanFiled,
    "node_plan.filed.v1": NodePlanFiled,
    "node_plan.sealed.v1": NodePlanSealed,
    "node_plan.confirmed.v1": NodePlanConfirmed,
    "report.submitted.v1": ReportSubmitted,
    "report.returned.v1": ReportReturned,
    "report.accepted.v1": ReportAccepted,
    "problem.raised.v1": ProblemRaised,
    "problem.read.v1": ProblemRead,
    "problem.instructed.v1": ProblemInstructed,
    "problem.closed.v1": ProblemClosed,
    "extension.requested.v1": ExtensionRequested,
    "extension.decided.v1": ExtensionDecided,
    "duty.missed.v1": DutyMissed,
    "lighting.drafted.v1": LightingDrafted,
    "lighting.issued.v1": LightingIssued,
    "task.light_set.v1": LightSet,
    "task.light_correction_proposed.v1": LightCorrectionProposed,
    "task.light_corrected.v1": LightCorrected,
    "register.number_taken.v1": NumberTaken,
    "notice.issued.v1": NoticeIssued,
    "notice.served.v1": NoticeServed,
    "notice.received.v1": NoticeReceived,
    "notice.answered.v1": NoticeAnswered,
    "notice.verified.v1": NoticeVerified,
    "notice.void_proposed.v1": NoticeVoidProposed,
    "notice.voided.v1": NoticeVoided,
    "notice.readdressed.v1": NoticeReaddressed,
    # interviews
    "interview.proposed.v1": InterviewProposed,
    "interview.approved.v1": InterviewApproved,
    "interview.declined.v1": InterviewDeclined,
    "interview.convening_drafted.v1": InterviewConveningDrafted,
    "interview.convened.v1": InterviewConvened,
    "interview.held.v1": InterviewHeld,
    "interview.record_filed.v1": InterviewRecordFiled,
    "interview.signed.v1": InterviewSigned,
    "interview.signature_refused.v1": InterviewSignatureRefused,
    "interview.reported.v1": InterviewReported,
    "interview.archived.v1": InterviewArchived,
    "interview.readdressed.v1": InterviewReaddressed,
    "interview.commitment_fulfilled.v1": CommitmentFulfilled,
    "interview.commitment_verified.v1": CommitmentVerified,
    # instructions and inspections
    "instruction.recorded.v1": InstructionRecorded,
    "instruction.answered.v1": InstructionAnswered,
    "instruction.closed.v1": InstructionClosed,
    "inspection.recorded.v1": InspectionRecorded,
    "inspection.published.v1": InspectionPublished,
    "task.inspected.v1": TaskInspected,
    "task.inspection_published.v1": TaskInspectionPublished,
    "report.untrue_proposed.v1": ReportUntrueProposed,
    "report.found_untrue.v1": ReportFoundUntrue,
    # bulletins
    "bulletin.drafted.v1": BulletinDrafted,
    "bulletin.published.v1": BulletinPublished,
    "bulletin.correction_proposed.v1": BulletinCorrectionProposed,
    "bulletin.corrected.v1": BulletinCorrected,
    # the year's end
    "score.entry_proposed.v1": ScoreEntryProposed,
    "score.entry_confirmed.v1": ScoreEntryConfirmed,
    "assessment.finalisation_proposed.v1": FinalisationProposed,
    "assessment.finalised.v1": AssessmentFinalised,
    # interview records after filing
    "interview.correction_proposed.v1": RecordCorrectionProposed,
    "interview.corrected.v1": RecordCorrected,
    "interview.disputed.v1": RecordDisputed,
    "interview.checked.v1": DisputeChecked,
    "interview.resolved.v1": DisputeResolved,
    "interview.viewed.v1": RecordViewed,
    "interview.copy_checked.v1": CopyChecked,
    # lawful erasure
    "content.erasure_proposed.v1": ContentErasureProposed,
    "content.erased.v1": ContentErased,
    # workbooks
    "workbook.mapping_confirmed.v1": HeadingMapped,
    "workbook.answered.v1": WorkbookAnswered,
    # reminders
    "reminder.prepared.v1": ReminderPrepared,
    "reminder.delivered.v1": ReminderDelivered,
    "reminder.failed.v1": ReminderFailed,
}
STORED_NAME: dict[type, str] = {cls: name for name, cls in NAMES.items()}

# Which fields of which facts hold a content digest, or several: their words lie in the record's `content` table.
NARRATIVES: dict[str, tuple[str, ...]] = {
    "task.completion_applied.v1": ("text",),
    "implementation_plan.filed.v1": ("text",),
    "report.submitted.v1": ("text", "problems", "next_steps"),
    "problem.raised.v1": ("text",),
    "problem.instructed.v1": ("text",),
    "notice.answered.v1": ("text",),
    "interview.record_filed.v1": ("matters", "statement", "cause", "requirements", "commitment_texts"),
    "interview.commitment_fulfilled.v1": ("text",),
    "instruction.recorded.v1": ("text",),
    "instruction.answered.v1": ("text",),
    "inspection.recorded.v1": ("text",),
    "task.inspected.v1": ("text",),
    "bulletin.drafted.v1": ("text", "praise_texts", "criticism_texts"),
    "bulletin.published.v1": ("text", "praise_texts", "criticism_texts"),
    "bulletin.correction_proposed.v1": ("text",),
    "bulletin.corrected.v1": ("text",),
    "interview.correction_proposed.v1": ("passage", "replacement", "reason"),
    "interview.corrected.v1": ("passage", "replacement", "reason"),
    "interview.disputed.v1": ("passage", "claim"),
    "interview.checked.v1": ("findings",),
    "interview.resolved.v1": ("reason",),
    "workbook.answered.v1": ("refusals",),
}
