"""One line of the record, and the whole record hashed anew, over HTTP."""

import random
import sqlite3
from typing import Any

import pytest

from domain.evidence import root_by_path
from tests.api.conftest import SCHEME, UNIT, City
from tests.api.interview_city import I, called, go_to
from tests.api.ledger import problem
from tests.tampering import tamper

ITEM = {"scheme": SCHEME, "label": "三(一)", "title": "培育规模以上工业企业", "units": [UNIT]}


def test_a_line_says_everything_that_was_said_with_it_and_proves_itself(city: City) -> None:
    receipt = city.as_("office").post("/items", ITEM).json["receipt"]
    line = city.as_("auditor").get(f"/audit/{receipt['position']}").json
    assert (line["leaf"], line["fields"]["title"], line["said_with"]["role"]) == (
        receipt["leaf"],
        ITEM["title"],
        "office",
    )
    proof = line["proof"]
    path = [bytes.fromhex(part) for part in proof["path"]]
    found = root_by_path(bytes.fromhex(line["leaf"]), line["position"] - 1, proof["size"], path)
    assert found is not None and found.hex() == proof["root"]


def test_a_line_leads_to_the_ones_before_and_after_it_of_the_same_thing(city: City) -> None:
    go_to(called(city), "convened")
    auditor = city.as_("auditor")
    newest, drafted, approved = auditor.get(f"/audit?stream=interview/{I.rpartition('/')[2]}&limit=3").json["items"]
    found = auditor.get(f"/audit/{drafted['position']}").json
    assert (found["earlier"], found["later"]) == (approved["position"], newest["position"])
    assessor = city.as_("assessor")
    assert problem(assessor.get(f"/audit/{drafted['position']}"), 404)
    assert assessor.get(f"/audit/{newest['position']}").json["earlier"] == approved["position"]


def test_there_is_no_line_beyond_the_record(city: City) -> None:
    assert problem(city.as_("auditor").get("/audit/999999"), 404)


def test_the_whole_record_is_hashed_anew_on_demand(city: City) -> None:
    size = city.as_("office").post("/items", ITEM).json["receipt"]["position"]
    said = city.as_("auditor").get("/audit/verification").json
    assert (said["clean"], said["size"], said["fault"]) == (True, size, None)
    assert said["root"] == city.as_("auditor").get(f"/audit/{size}").json["proof"]["root"]
    assert problem(city.as_("assessor").get("/audit/verification"), 403)


@pytest.mark.parametrize(("table", "said"), [("leaves", "记录与入卷时的校验值不符。"), ("content", "登记过的正文")])
def test_what_does_not_fit_is_named(city: City, table: str, said: str) -> None:
    go_to(called(city), "filed")
    with sqlite3.connect(city.app.settings.record_path) as db:
        tamper(db, table, "delete", random.Random(7))
    found: dict[str, Any] = city.as_("auditor").get("/audit/verification").json
    assert not found["clean"] and found["fault"]["said"].startswith(said)
