"""`/inspections`, and `/tasks/{no}/reports/{n}/finding`: visits, their publication, untrue reports (二(二), D-111)."""

from typing import Any

from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import ReadQuery, envelope
from api.schemas_inspections import (
    FoundUntrueWritten,
    InspectionIn,
    InspectionOut,
    InspectionPublishedOut,
    InspectionRecordedOut,
    InspectionsQuery,
    PublicationIn,
    UntrueIn,
    UntrueProposedWritten,
)
from api.schemas_lighting import NothingIn
from api.told import newest_first, one_told
from domain import ids
from projections import inspection_file
from service.find_untrue import find_untrue
from service.propose_untrue import propose_untrue
from service.publish_inspection import publish_inspection
from service.record_inspection import FindingForm, InspectionForm, record_inspection

family = Family("inspections")


@family.get("/inspections", power="read_inspections", query=InspectionsQuery, answer=envelope(InspectionOut))
def list_inspections(ask: Ask) -> dict[str, Any]:
    """List inspections, the newest first: a unit those published to it, a leader those of the portfolio."""
    asked = ("task_no", "unit", "kind", "started_by")
    return newest_first(ask, inspection_file.inspections, asked, "findings")


@family.get("/inspections/<inspection>", power="read_inspections", query=ReadQuery, answer=InspectionOut)
def read_inspection(ask: Ask, inspection: str) -> Answer:
    """Return an inspection with what it found of the reader's tasks."""
    with ask.reading() as db:
        row = inspection_file.one(db, inspection, viewer=ask.actor)
    return one_told(ask, row, "findings")


@family.post("/inspections", power="record_inspection", body=InspectionIn, answer=InspectionRecordedOut, status=201)
def record(ask: Ask) -> dict[str, Any]:
    """Record an inspection that has taken place, with what was found of each task; units do not see it."""
    body = ask.body
    findings = tuple(FindingForm(**{**said, "photos": tuple(said["photos"])}) for said in body.pop("findings"))
    lists = {name: tuple(body.pop(name)) for name in ("team", "places", "photos")}
    written = record_inspection(ask.app, ask.act(), form=InspectionForm(**body, **lists, findings=findings))
    event = written.lines[0].event
    return {"inspection": event.inspection, "tasks": list(event.tasks), "receipt": receipt_of(written)}


@family.post(
    "/inspections/<inspection>/publication", power="publish_inspection", body=PublicationIn,
    answer=InspectionPublishedOut,
)  # fmt: skip
def publish(ask: Ask, inspection: str) -> dict[str, Any]:
    """Publish an inspection to units with a part in its tasks, each of them the findings on its own."""
    act = ask.act(ids.inspection(inspection))
    written = publish_inspection(ask.app, act, inspection=inspection, units=tuple(ask.body["units"]))
    event = written.lines[0].event
    return {
        "inspection": inspection,
        "units": list(event.units),
        "published_on": event.published_on,
        "receipt": receipt_of(written),
    }


@family.post(
    "/tasks/<no>/reports/<int:n>/finding", power="propose_untrue", body=UntrueIn, answer=UntrueProposedWritten,
    status=201,
)  # fmt: skip
def propose(ask: Ask, no: str, n: int) -> dict[str, Any]:
    """Propose to find a report untrue, with a reason and the inspection it rests on; a second person confirms it."""
    act = ask.act(ids.task(no))
    written = propose_untrue(
        ask.app, act, task_no=no, report_no=n, reason=ask.body["reason"], inspection=ask.body["inspection"]
    )  # fmt: skip
    event = written.lines[0].event
    said = {"task_no": no, "report_no": n, "reason": event.reason, "inspection": event.inspection}
    return {**said, "receipt": receipt_of(written)}


@family.post(
    "/tasks/<no>/reports/<int:n>/finding/confirmation", power="find_untrue", body=NothingIn, answer=FoundUntrueWritten
)
def confirm(ask: Ask, no: str, n: int) -> dict[str, Any]:
    """Find a report untrue as the second person: it shows nothing any more and costs its unit points."""
    written = find_untrue(ask.app, ask.act(ids.task(no)), task_no=no, report_no=n)
    event = written.lines[0].event
    return {
        "task_no": no, "report_no": n, "unit": event.unit, "state": "untrue", "receipt": receipt_of(written),
    }  # fmt: skip
