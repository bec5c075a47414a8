"""`/items` over HTTP: entered with the units as written, listed in the notice's order, roles confirmed."""

from typing import Any

from tests.api.conftest import OTHER_UNIT, SCHEME, UNIT, City
from tests.api.ledger import problem

ITEM: dict[str, Any] = {
    "scheme": SCHEME, "label": "三(一)", "title": "培育企业", "units": [UNIT, OTHER_UNIT],
    "as_written": ["市发改局", "市财政局"],
}  # fmt: skip


def test_an_item_is_entered_read_and_its_roles_confirmed(city: City) -> None:
    office = city.as_("office")
    answer = office.post("/items", ITEM)
    assert (answer.status_code, answer.json["item"]) == (201, "2020-3-1")
    read = office.get("/items/2020-3-1").json
    assert (read["presumed_lead"], read["roles_presumed"], read["aspect"]) == (UNIT, True, "三")
    confirmed = office.post("/items/2020-3-1/roles/confirmation", {"lead": [OTHER_UNIT], "co": [UNIT]}, match=1)
    assert confirmed.status_code == 200
    (row,) = office.get("/items").json["items"]
    assert (row["lead"], row["co"], row["roles_presumed"]) == ([OTHER_UNIT], [UNIT], False)


def test_items_are_paged_by_scheme(city: City) -> None:
    office = city.as_("office")
    for label in ("一(一)", "一(二)", "二"):
        office.post("/items", {**ITEM, "label": label})
    page = office.get(f"/items?scheme={SCHEME}&limit=2").json
    rest = office.get(f"/items?scheme={SCHEME}&limit=2&cursor={page['next_cursor']}").json
    assert [row["item"] for row in page["items"] + rest["items"]] == ["2020-1-1", "2020-1-2", "2020-2"]


def test_an_item_is_entered_once_and_by_the_office_only(city: City) -> None:
    city.as_("office").post("/items", ITEM)
    assert problem(city.as_("office").post("/items", ITEM), 409)["type"] == "/problems/item.number_taken"
    problem(city.as_("unit_clerk").post("/items", ITEM), 403)
    problem(city.as_("office").get("/items/2020-9-9"), 404)


def test_an_item_that_cannot_be_read_names_the_field(city: City) -> None:
    office = city.as_("office")
    for changes, field in (
        ({"label": "3.1"}, "label"),
        ({"lead": ["gaoxin"]}, "lead.0"),
        ({"units": ["x1"]}, "units.0"),
    ):
        body = problem(office.post("/items", {**ITEM, "as_written": [], **changes}), 422)
        assert body["errors"][0]["field"] == field
