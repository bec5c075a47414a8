"""`/posts` over HTTP: create, appoint, the holder of the day."""

POST = {"post": "fgj-juzhang", "title": "市发展改革局局长", "unit": "fagai", "rank": "unit_principal"}
TERM = {"person": "张三", "from_on": "2020-01-01", "to_on": None, "acting": False}


def the_post(city, query=""):
    answer = city.as_("unit_clerk").get(f"/posts{query}")
    assert answer.status_code == 200, answer.json
    return next(row for row in answer.json["items"] if row["post"] == "fgj-juzhang")


def test_a_post_shows_who_signs_on_the_day_asked_for(city):
    office = city.as_("office")
    assert office.post("/posts", POST).status_code == 201
    assert the_post(city)["holder"] is None
    assert office.post("/posts/fgj-juzhang/holders", TERM).status_code == 201
    acting = {"person": "李四", "from_on": "2020-09-01", "to_on": "2020-09-30", "acting": True}
    assert office.post("/posts/fgj-juzhang/holders", acting).status_code == 201
    shown = [the_post(city, f"?true_on=2020-{month}-15")["holder"]["person"] for month in ("08", "09", "10")]
    assert shown == ["张三", "李四", "张三"]
    assert len(the_post(city)["holders"]) == 2


def test_overlapping_holders_are_refused_naming_who_is_there(city):
    city.as_("office").post("/posts", POST)
    city.as_("office").post("/posts/fgj-juzhang/holders", TERM)
    answer = city.as_("office").post("/posts/fgj-juzhang/holders", TERM | {"person": "王五", "from_on": "2020-09-01"})
    assert (answer.status_code, answer.json["holder"], answer.json["clause"]) == (409, "张三", "D-032")
    assert "张三" in answer.json["detail"]


def test_a_term_is_ended_by_its_last_day(city):
    office = city.as_("office")
    office.post("/posts", POST)
    office.post("/posts/fgj-juzhang/holders", TERM)
    assert office.post("/posts/fgj-juzhang/holders", TERM | {"to_on": "2020-08-31"}).status_code == 201
    assert (
        office.post("/posts/fgj-juzhang/holders", TERM | {"person": "王五", "from_on": "2020-09-01"}).status_code == 201
    )
    assert the_post(city, "?true_on=2020-09-01")["holder"]["person"] == "王五"


def test_a_wrong_post_or_holder_is_named_by_its_field(city):
    office = city.as_("office")
    office.post("/posts", POST)
    for path, body, field in (
        ("/posts", POST | {"rank": "king"}, "rank"),
        ("/posts", POST | {"post": "other", "unit": "nobody"}, "unit"),
        ("/posts/fgj-juzhang/holders", TERM | {"to_on": "2019-12-31"}, "to_on"),
        ("/posts/fgj-juzhang/holders", TERM | {"person": " "}, "person"),
    ):
        answer = office.post(path, body)
        assert answer.status_code == 422 and answer.json["errors"][0]["field"] == field, answer.json
    assert office.post("/posts/nobody/holders", TERM).status_code == 404
    assert office.post("/posts", POST).status_code == 409


def test_a_unit_appoints_nobody(city):
    assert city.as_("unit_head").post("/posts", POST).status_code == 403
