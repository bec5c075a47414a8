"""The one door: who is let in, what is heard, and what a handler is given."""

import hashlib
import json

import pytest
from werkzeug.test import Client

from api.app import create_app
from api.routes import Family
from tests.api.conftest import Caller, City
from tests.api.sample import sample

JSON = {"Content-Type": "application/json"}


class Door:
    def __init__(self, city: City) -> None:
        self.city = city
        self.client = Client(create_app(city.app, families=(sample,)))

    def as_(self, role: str) -> Caller:
        self.city.as_(role)
        unit = self.city.unit if role in ("unit_clerk", "unit_head") else None
        return Caller(self.client, self.city.tokens[role, unit])


@pytest.fixture
def door(city):
    return Door(city)


@pytest.fixture
def clerk(door):
    return door.as_("unit_clerk")


# --- who is let in ---------------------------------------------------------------------------------------------------


def test_nobody_enters_without_a_token(city):
    answer = city.anonymous().get("/vocabulary")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json["type"] == "/problems/unauthenticated"


@pytest.mark.parametrize("header", ["Basic dGVzdA==", "Bearer", "Bearer ", "bearer\tx", "", "Bearer wrong"])
def test_a_header_that_is_no_valid_bearer_token_is_nobody(city, header):
    answer = city.anonymous().get("/vocabulary", headers={"Authorization": header})
    assert answer.status_code == 401


def test_a_role_without_the_power_is_turned_away_before_its_body_is_read(door):
    answer = door.as_("auditor").post("/things", data=b"{", headers=JSON)
    assert answer.status_code == 403
    assert answer.json["power"] == "submit_report"


def test_a_public_address_needs_no_token_but_refuses_a_dead_one(door):
    assert Caller(door.client, None).get("/open").json == {"role": "public"}
    assert door.as_("office").get("/open").json == {"role": "office"}
    assert Caller(door.client, "dead").get("/open").status_code == 401


def test_an_address_without_a_known_power_cannot_be_registered():
    with pytest.raises(ValueError, match="no such power"):
        Family("x").get("/x", power="anything")(lambda ask: {})
    with pytest.raises(TypeError):
        Family("x").get("/x")(lambda ask: {})


# --- bodies ----------------------------------------------------------------------------------------------------------


def test_every_wrong_field_is_named_with_its_path(clerk):
    body = {
        "text": " ", "light": "blue", "count": True, "at": "2020-09-03T10:00:00", "important": "yes", "more": 1,
        "nodes": [{"node": "a", "limit_on": "2020-08-31"}, {"limit_on": "31.8.2020"}],
    }  # fmt: skip
    answer = clerk.post("/things", body)
    assert answer.status_code == 422
    assert answer.json["type"] == "/problems/invalid_body"
    found = {(error["field"], error["reason"]) for error in answer.json["errors"]}
    assert found == {
        ("text", "blank"), ("light", "not_one_of"), ("count", "not_a_whole_number"), ("at", "not_a_moment"),
        ("important", "not_a_boolean"), ("more", "unknown_field"), ("nodes.1.node", "missing"),
        ("nodes.1.limit_on", "not_a_date"),
    }  # fmt: skip
    assert all(error["detail"] for error in answer.json["errors"])


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"{", "malformed_json"),
        (b"\xff\xfe", "malformed_json"),
        (b'{"text": "\\ud800"}', "malformed_json"),
        (b'{"text": NaN}', "malformed_json"),
        (b"\xef\xbb\xbf{}", "malformed_json"),
        (b'{"text": "a\\u0000b"}', "unsound_json"),
        (b'{"anything": {"a\\u0000": 1}}', "unsound_json"),
        (b'{"anything": 9007199254740993}', "unsound_json"),
        (b'{"anything": 1' + b"0" * 400 + b"}", "unsound_json"),
        (b'{"anything": ' + b"[" * 40 + b"]" * 40 + b"}", "unsound_json"),
        (b'{"anything": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "unsound_json"),
    ],
)
def test_a_body_the_record_could_not_keep_is_refused_as_unreadable(clerk, sent, reason):
    answer = clerk.post("/things", data=sent, headers=JSON)
    assert (answer.status_code, answer.json["type"]) == (400, f"/problems/{reason}")


@pytest.mark.parametrize("sent", [b"[]", b"null", b'"text"', b"1"])
def test_a_body_that_is_no_object_is_refused(clerk, sent):
    answer = clerk.post("/things", data=sent, headers=JSON)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["reason"] in ("not_an_object", "invalid")


def test_a_body_over_one_megabyte_is_refused_unread(clerk):
    answer = clerk.post("/things", {"text": "督" * 400_000})
    assert (answer.status_code, answer.json["type"]) == (413, "/problems/body_too_large")


def test_a_body_that_is_not_json_is_refused(clerk):
    answer = clerk.post("/things", data=b"text=x", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert (answer.status_code, answer.json["type"]) == (415, "/problems/not_json")


def test_json_with_a_charset_is_json(clerk):
    answer = clerk.post("/things", data=b'{"text": "x"}', headers={"Content-Type": "Application/JSON; charset=utf-8"})
    assert answer.status_code == 201


def test_no_body_at_all_is_an_empty_one(door, clerk):
    assert clerk.post("/things").json["errors"][0] == {"field": "text", "reason": "missing", "detail": "必填。"}
    assert door.as_("office_head").put("/proposals/1", match="abc").status_code == 200


def test_an_address_that_takes_no_body_refuses_one(door):
    answer = door.as_("office_head").put("/proposals/1", {"light": "green"}, match="abc")
    assert answer.json["errors"][0]["reason"] == "unknown_field"


# --- paper (代录) ----------------------------------------------------------------------------------------------------


def test_the_papers_fields_become_the_paper_and_leave_the_body(door):
    answer = door.as_("office").post(
        "/things", {"text": "x", "on_behalf_of": "unit:fagai", "received_at": "2020-09-03T10:00:00+08:00"}
    )
    assert answer.json["paper"] == ["unit:fagai", "2020-09-03T02:00:00Z", None, None]
    assert answer.json["body"] == {"text": "x"}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"on_behalf_of": "unit:fagai"}, ("received_at", "needs_received_at")),
        ({"received_at": "2020-09-03T10:00:00+08:00"}, ("received_at", "needs_on_behalf_of")),
        ({"entry_reason": "邮路中断"}, ("entry_reason", "needs_on_behalf_of")),
        ({"on_behalf_of": "fagai", "received_at": "2020-09-03T10:00:00+08:00"}, ("on_behalf_of", "wrong_form")),
        ({"on_behalf_of": "unit:fagai", "received_at": "0001-01-01T00:00:00+08:00"}, ("received_at", "out_of_range")),
    ],
)
def test_half_a_paper_is_refused(door, fields, fault):
    answer = door.as_("office").post("/things", {"text": "x", **fields})
    assert answer.status_code == 422
    assert [(error["field"], error["reason"]) for error in answer.json["errors"]] == [fault]


# --- queries ---------------------------------------------------------------------------------------------------------


def test_a_query_is_read_with_its_defaults(clerk):
    assert clerk.get("/things").json["query"] == {"limit": "100"}
    answer = clerk.get("/things?unit=a&unit=b&limit=500&true_on=2020-08-31")
    assert answer.json["query"] == {"unit": "['a', 'b']", "limit": "500", "true_on": "2020-08-31"}


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("limit=501", ("limit", "out_of_range")),
        ("limit=0", ("limit", "out_of_range")),
        ("limit=ten", ("limit", "not_a_whole_number")),
        ("light=a&light=b", ("light", "repeated")),
        ("light=%00", ("light", "unsound_text")),
        ("colour=red", ("colour", "unknown_field")),
        ("true_on=20200831", ("true_on", "not_a_date")),
        ("known_at=yesterday", ("known_at", "not_a_moment_or_position")),
        ("known_at=2020-09-03T10:00:00", ("known_at", "not_a_moment_or_position")),
        ("known_at=position:-1", ("known_at", "not_a_moment_or_position")),
        ("known_at=9999-12-31", ("known_at", "out_of_range")),
        ("known_at=position:999999", ("known_at", "beyond_the_record")),
        ("after=99999999999999999999", ("after", "out_of_range")),
    ],
)
def test_a_wrong_parameter_is_named(clerk, query, fault):
    answer = clerk.get(f"/things?{query}")
    assert answer.status_code == 422
    assert [(error["field"], error["reason"]) for error in answer.json["errors"]] == [fault]


@pytest.mark.parametrize(
    ("said", "known_at"),
    [
        ("2020-08-11", "2020-08-11T15:59:59.999999Z"),
        ("2020-08-11T10:00:00%2B08:00", "2020-08-11T02:00:00Z"),
        ("2020-08-11T10:00:00+08:00", "2020-08-11T02:00:00Z"),
        ("2020-08-11T02:00:00Z", "2020-08-11T02:00:00Z"),
        ("position:1", None),
    ],
)
def test_known_at_is_a_day_a_moment_or_a_position(clerk, said, known_at):
    answer = clerk.get(f"/things?known_at={said}")
    assert answer.json["as_of"]["known_at"] == known_at
    if known_at is None:
        assert answer.json["as_of"]["position"] == 1


def test_a_reader_may_ask_for_its_own_write_but_not_for_the_future(city, clerk):
    assert clerk.get(f"/things?after={city.app.store.position()}").status_code == 200
    answer = clerk.get("/things?after=999999")
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/beyond_the_record")


# --- conditions ------------------------------------------------------------------------------------------------------


def test_a_key_travels_with_the_digest_of_what_was_sent(clerk):
    sent = json.dumps({"text": "x"}).encode()
    answer = clerk.post("/things", data=sent, headers=JSON, key="key-1")
    assert answer.json["key"] == "key-1"
    assert answer.json["digest"] == hashlib.sha256(b"POST /api/v1/things\n" + sent).hexdigest()
    assert clerk.post("/things", {"text": "x"}).json["key"] is None


@pytest.mark.parametrize("key", ["", "k" * 201, "k\x7f", "钥匙"])
def test_an_unusable_key_is_refused(clerk, key):
    answer = clerk.post("/things", {"text": "x"}, headers={"Idempotency-Key": key.encode().decode("latin-1")})
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/idempotency_key_unusable")


def test_if_match_names_the_version_that_was_seen(clerk):
    assert clerk.put("/things/a", {"text": "x"}, match=7).json == {"expected": [["thing/a", 7]]}
    assert clerk.put("/things/a", {"text": "x"}).status_code == 428


@pytest.mark.parametrize("header", ["*", 'W/"3"', "3", '"3", "4"', '"x"', '""', '"99999999999999999999"'])
def test_a_condition_that_names_no_single_version_is_not_met(clerk, header):
    answer = clerk.put("/things/a", {"text": "x"}, headers={"If-Match": header})
    assert (answer.status_code, answer.json["type"]) == (412, "/problems/if_match_unusable")


def test_a_condition_is_never_ignored(clerk):
    assert clerk.post("/things", {"text": "x"}, match=1).status_code == 412


def test_a_handler_may_compare_the_condition_itself(door):
    answer = door.as_("office_head").put("/proposals/1", match="a-proposal")
    assert answer.json == {"match": "a-proposal", "expected": []}


def test_an_answer_that_is_known_already_is_not_sent_again(clerk):
    assert clerk.get("/things/a").headers["ETag"] == '"3"'
    for known in ('"3"', 'W/"3"', '"1", "3"', "*"):
        answer = clerk.get("/things/a", headers={"If-None-Match": known})
        assert (answer.status_code, answer.data) == (304, b"")
    assert clerk.get("/things/a", headers={"If-None-Match": '"2"'}).status_code == 200


# --- answers ---------------------------------------------------------------------------------------------------------


def test_the_request_id_is_echoed_when_plain_and_made_when_not(clerk):
    assert clerk.get("/things", headers={"X-Request-ID": "unit-7.a_B"}).headers["X-Request-ID"] == "unit-7.a_B"
    for odd in ("", "x" * 65, "a b", "<script>"):
        made = clerk.get("/things", headers={"X-Request-ID": odd}).headers["X-Request-ID"]
        assert made and made != odd
    assert clerk.post("/things", {"text": "x"}, headers={"X-Request-ID": "why"}).json["cause"] == "why"


def test_answers_are_not_kept_by_caches_on_the_way(clerk):
    answer = clerk.get("/things")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_head_is_the_answer_without_its_body(clerk):
    answer = clerk.ask("HEAD", "/things/a")
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (200, b"", '"3"')
    assert answer.headers["Content-Length"] == str(len(clerk.get("/things/a").data))


def test_spliced_json_is_sent_as_it_is(clerk):
    answer = clerk.get("/things/a/history")
    assert (answer.data, answer.content_type) == (b'{"spliced":true}', "application/json")


def test_an_act_with_nothing_to_say_answers_without_a_body(door):
    answer = door.as_("office_head").delete("/things/a")
    assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize(
    "path",
    ["/things/%00", "/things/a%0A", "/things/督", "/things/a/versions/99999999999", "/things/-", "/things/"],
)
def test_a_name_that_no_thing_can_have_is_absent(clerk, path):
    assert clerk.get(path).status_code == 404
