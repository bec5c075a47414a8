"""An interview of the finance bureau over task 2020-001 in the autumn of 2020, step by step, for the tests."""

from datetime import UTC, date, datetime
from typing import Any

from domain import events as e
from domain.interview_convening import Sitting
from domain.interview_record import Minutes, Promised
from tests.lit_tasks import HEYUAN

RULES = HEYUAN.interviews
NAME, NUMBER = "i-2020-0001", "河督约〔2020〕1号"
LEAD, CO = e.Addressee("finance", "lead"), e.Addressee("health", "co")
MEETS_AT = datetime(2020, 9, 28, 1, 30, tzinfo=UTC)
HELD_ON = date(2020, 9, 28)
DUE_ON = date(2020, 10, 20)
MEETING = e.Meeting("整改期满仍未完成", MEETS_AT, "三楼会议室", ("整改情况说明",))
ATTENDEES = (
    e.Attendee("city", "Vice Mayor Chen", "vm-1"),
    e.Attendee("city", "Li Wen", "clerk of the office"),
    e.Attendee("unit", "Director Wang", "director", "finance"),
    e.Attendee("other", "Zhao Min", "discipline inspection"),
)
SITTING = Sitting(MEETS_AT, "三楼会议室", "vm-1", "Li Wen", ATTENDEES)
MINUTES = Minutes("节点任务未完成", "资金没有到位", "统筹不力", "十月底前完成", (Promised("完成主体工程", DUE_ON),))
DIGESTS = {"matters": "m" * 64, "statement": "s" * 64, "cause": "c" * 64, "requirements": "r" * 64,
           "commitments.0.text": "0" * 64}  # fmt: skip


def proposed(*units: e.Addressee, level: int = 1, ground: str = "not_rectified", **changes: Any) -> e.InterviewProposed:
    usual: dict[str, Any] = {
        "interview": NAME, "scheme": "heyuan-2020", "task_no": "2020-001", "units": units or (LEAD,), "level": level,
        "ground": ground, "node": "2020-08", "lights": (e.LitNode("2020-08", "yellow"),), "notices": ("n-2020-0001",),
        "reason": "", "clause": "二(三)", "proposed_on": date(2020, 9, 21),
    }  # fmt: skip
    return e.InterviewProposed(**{**usual, **changes})


APPROVED = e.InterviewApproved(NAME, "vm-1", "", date(2020, 9, 22))
DRAFTED = e.InterviewConveningDrafted(NAME, MEETING)
CONVENED = e.InterviewConvened(NAME, NUMBER, MEETING, ("finance",), date(2020, 9, 24))
HELD = e.InterviewHeld(NAME, MEETS_AT, HELD_ON, "三楼会议室", "vm-1", "Li Wen", ATTENDEES)


def filed(*units: e.Addressee) -> e.InterviewRecordFiled:
    units = units or (LEAD,)
    commitments = tuple(e.Commitment(n, unit.unit, DUE_ON) for n, unit in enumerate(units, 1))
    return e.InterviewRecordFiled(
        NAME, NUMBER, "2020-001", units, (e.LitNode("2020-08", "yellow"),), ("n-2020-0001",), 1, "vm-1",
        date(2020, 9, 22), MEETS_AT, "三楼会议室", "vm-1", "Li Wen", ATTENDEES, "m" * 64, "s" * 64, "c" * 64, "r" * 64,
        commitments, tuple(f"{n}" * 64 for n in range(len(commitments))), (), date(2020, 9, 29),
    )  # fmt: skip


FILED = filed()
SIGNED_ON = date(2020, 9, 30)
CITY_SIGNED = e.InterviewSigned(NAME, "city", None, "vm-1", SIGNED_ON)
UNIT_SIGNED = e.InterviewSigned(NAME, "unit", "finance", None, SIGNED_ON)
UNIT_REFUSED = e.InterviewSignatureRefused(NAME, "unit", "finance", "not the cause", "Zhao Min", SIGNED_ON)
REPORTED = e.InterviewReported(NAME, "mayor", date(2020, 10, 9))
ARCHIVED = e.InterviewArchived(NAME, "河督档〔2020〕1号", date(2020, 10, 10))
KEPT = e.CommitmentFulfilled(NAME, 1, "finance", "k" * 64, date(2020, 10, 19), (),
                             datetime(2020, 10, 20, tzinfo=UTC), 0)  # fmt: skip
MISSED = e.DutyMissed("commitment", "heyuan-2020", "finance", "lead", "2020-001", f"{NAME}/1", DUE_ON)
LIFE = (proposed(), APPROVED, DRAFTED, CONVENED, HELD, FILED, CITY_SIGNED, UNIT_SIGNED, REPORTED, ARCHIVED)
