"""Names of streams and of things: ASCII, stable, safe in an address."""

import re

UNIT_CODE = re.compile(r"[a-z0-9-]{2,32}")
NO_UNITS = frozenset({"office", "city"})  # who owes or is owed without being a unit

RECORD = "record/self"
TICK = "tick/days"
UNIT_NAMES = "unit_names/self"  # which unit bears which name


def scheme(scheme_id: str) -> str:
    return f"scheme/{scheme_id}"


def calendar(year: int) -> str:
    return f"calendar/{year}"


def unit(code: str) -> str:
    return f"unit/{code}"


def unit_group(code: str) -> str:
    return f"unit_group/{code}"


def post(post_id: str) -> str:
    return f"post/{post_id}"


def account(name: str) -> str:
    return f"account/{name}"


def item(item_id: str) -> str:
    return f"item/{item_id}"


def task(task_no: str) -> str:
    return f"task/{task_no}"


def editions(scheme_id: str) -> str:
    return f"editions/{scheme_id}"


def plan(scheme_id: str, unit_code: str) -> str:
    return f"plan/{scheme_id}/{unit_code}"


def lighting(scheme_id: str, node: str) -> str:
    return f"lighting/{scheme_id}/{node}"


def notice(notice_id: str) -> str:
    return f"notice/{notice_id}"


def interview(interview_id: str) -> str:
    return f"interview/{interview_id}"


def instruction(instruction_id: str) -> str:
    return f"instruction/{instruction_id}"


def inspection(inspection_id: str) -> str:
    return f"inspection/{inspection_id}"


def bulletin(bulletin_id: str) -> str:
    return f"bulletin/{bulletin_id}"


def assessment(scheme_id: str) -> str:
    return f"assessment/{scheme_id}"


def office(scheme_id: str) -> str:
    """Return the stream of what the office itself owes under a scheme."""
    return f"office/{scheme_id}"


def erasure(erasure_id: str) -> str:
    return f"erasure/{erasure_id}"


def workbook(form: str) -> str:
    return f"workbook/{form}"


def reminders(unit_code: str) -> str:
    """Return the stream of what a unit, or the office, is reminded of."""
    return f"reminders/{unit_code}"


def reminder_delivery(to: str, channel: str) -> str:
    return f"reminder_delivery/{to}/{channel}"


def register(name: str) -> str:
    return f"register/{name}"


def task_no(year: int, number: int) -> str:
    return f"{year}-{number:03d}"


def notice_id(year: int, number: int) -> str:
    return f"n-{year}-{number:04d}"


def interview_id(year: int, number: int) -> str:
    return f"i-{year}-{number:04d}"


def instruction_id(year: int, number: int) -> str:
    return f"in-{year}-{number:04d}"


def inspection_id(year: int, number: int) -> str:
    return f"v-{year}-{number:04d}"


def bulletin_id(year: int, number: int) -> str:
    return f"b-{year}-{number:04d}"


def erasure_id(year: int, number: int) -> str:
    return f"e-{year}-{number:04d}"


def kind(stream: str) -> str:
    """Return what a stream is about: the part before the first slash."""
    return stream.partition("/")[0]
