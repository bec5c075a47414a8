"""What the ledger's tests over HTTP begin with: a task, an item, a node plan, in a city already founded."""

from typing import Any

from tests.api.conftest import CONSTRUCTION, LEADER_POST, OTHER_UNIT, SCHEME, UNIT, City

TASK: dict[str, Any] = {
    "scheme": SCHEME, "title": "新增规上工业企业30家", "category": "hard_task", "leader": LEADER_POST,
    "lead": [UNIT], "co": [OTHER_UNIT], "construction": [CONSTRUCTION],
    "targets": [{"text": "新增规上工业企业", "value": "30", "unit_of_measure": "家"}],
}  # fmt: skip
NODES = [{"node": "2020-08", "target": "完成10家", "limit_on": "2020-08-31"}, {"node": "2020-12", "target": "完成30家"}]


def enter(city: City, **changes: Any) -> str:
    """Enter a task and return its number."""
    answer = city.as_("office").post("/tasks", {**TASK, **changes})
    assert answer.status_code == 201, answer.json
    return str(answer.json["task_no"])


def problem(answer: Any, status: int) -> dict[str, Any]:
    """Return the problem an answer tells of."""
    assert answer.status_code == status, answer.json
    assert answer.content_type == "application/problem+json"
    body: dict[str, Any] = answer.json
    assert body["detail"] != body["type"].removeprefix("/problems/"), "a refusal has its sentence"
    return body
