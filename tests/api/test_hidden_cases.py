"""Words of an interview stand on no address that another unit can ask, and words of a draft on none that any unit can.

The other units take part in the very task the interview is about: that is as near as a stranger gets.
"""

import pytest

from domain import actors
from tests.api import every_address
from tests.api.interview_city import CITY_SIDE, MEETING, I, a_file, called, minutes, sitting
from tests.api.lighting_city import DONE, MISSED, NODE
from tests.api.report_city import local

# What happened in the interview: its own unit reads all of it, another nothing.
MET = {"reason": "雪豹下山约见", "place": "猞猁厅", "materials": ["狐狸台账"]}
SAID = {"matters": "羚羊事项", "statement": "麋鹿陈述", "cause": "獐子成因，驼鹿其二", "requirements": "马鹿要求"}
PROMISE, KEPT, FOUND_SHORT = "梅花鹿承诺", "白唇鹿已兑现", "水鹿未见兑现"
APPROVED, REFUSED, WITNESS = "骆驼同意约谈", "羊驼不予签字", "牦牛某"
PASSAGE, CLAIM, CHECKED, RESOLVED = "獐子成因", "黄羊不是这样", "盘羊核查属实", "岩羊异议成立"
REPLACED, WHY_REPLACED = "藏羚更正", "青羊理由"
CASE = (
    MET["reason"], MET["place"], *MET["materials"], *SAID.values(), PROMISE, KEPT, FOUND_SHORT, APPROVED, REFUSED,
    WITNESS, CLAIM, CHECKED, RESOLVED, REPLACED, WHY_REPLACED,
)  # fmt: skip
# What the office has drafted or proposed and nobody has issued or confirmed: no unit reads it, its own neither.
PUT_OFF, PROPOSED_REASON, REPLACEMENT, REPLACEMENT_REASON = "海象改期", "海狮另约", "海豹再更正", "海牛再更正理由"
TITLE, TEXT, PRAISE, CRITICISM = "鲸鱼专报", "海豚正文", "鲨鱼表扬", "鳐鱼批评"
BULLETIN_CORRECTION, BULLETIN_REASON = "章鱼更正", "乌贼更正理由"
EDITION, LIGHTING, LIGHT, VOID, ENTRY = "河狸清单", "水獭亮灯理由", "水貂更正灯", "鼹鼠作废", "刺猬加分"
DRAFTS = (
    PUT_OFF, PROPOSED_REASON, REPLACEMENT, REPLACEMENT_REASON, TITLE, TEXT, PRAISE, CRITICISM, BULLETIN_CORRECTION,
    BULLETIN_REASON, EDITION, LIGHTING, LIGHT, VOID, ENTRY,
)  # fmt: skip
CASES = ("i-2020-0001", "i-2020-0002")
GUESSES = {
    "texts": ["1"], "q": [SAID["cause"], CLAIM, TITLE, LIGHTING], "task_no": [MISSED, DONE], "limit": ["500"],
    "state": ["archived", "draft", "proposed"], "disputed": ["open", "resolved"], "level": ["1", "2"],
    "known_at": ["2020-10-30", "position:1"], "true_on": ["2020-10-28"], "node": [NODE, "2020-10"],
    "unit": ["fagai", "caizheng"], "kind": ["regular", "commitment"], "scheme": ["heyuan-2020"], "after": ["1"],
    "event": ["interview.", "bulletin.", "edition."], "stream": [f"interview/{CASES[0]}"], "live": ["true", "1"],
    "leader": ["fushizhang-jingji"],
}  # fmt: skip
OTHERS = ("caizheng", "gaoxin")  # co-organising, construction of the task the interview is about


@pytest.fixture
def heyuan(city):
    """An interview with everything that can be said in it, and a draft of everything that can be drafted."""
    called(city)
    city.proof = _interview(city)
    _drafts(city)
    return city


def _interview(city):
    office, head, leader, unit = (city.as_(role) for role in ("office", "office_head", "leader", "unit_head"))
    done(leader.post(f"{I}/approval", {"approved": True, "reason": APPROVED}))
    done(office.post(f"{I}/convening", {**MEETING, **MET}), head.post(f"{I}/convening"))
    city.clock.move_to(local("2020-09-29"))
    proof = a_file(office)
    said = minutes(**SAID, commitments=[{"text": PROMISE, "due_on": "2020-10-20"}], files=[proof])
    witness = {"side": "other", "person": WITNESS, "post": "市纪委干部"}
    sat = sitting(city.unit, attendees=[*CITY_SIDE, witness, *sitting(city.unit)["attendees"][len(CITY_SIDE) :]])
    done(office.post(f"{I}/record", {**sat, **said}))
    refused = {"reason": REFUSED, "witness": WITNESS}
    done(office.post(f"{I}/signatures", {"side": "unit", "refused": refused}))
    done(leader.post(f"{I}/signatures", {"side": "city"}))
    done(office.post(f"{I}/report"), office.post(f"{I}/archive"))
    done(unit.post(f"{I}/disputes", {"field": "cause", "passage": PASSAGE, "claim": CLAIM}))
    done(city.as_("auditor").post(f"{I}/checks", {"findings": CHECKED}))
    correction = {"field": "cause", "passage": PASSAGE, "replacement": REPLACED, "reason": WHY_REPLACED}
    done(office.post(f"{I}/corrections", {**correction, "dispute": 1}), head.post(f"{I}/corrections/1/confirmation"))
    done(city.as_("principal_leader").post(f"{I}/resolution", {"outcome": "corrected", "reason": RESOLVED}))
    city.clock.move_to(local("2020-10-19"))
    done(unit.post(f"{I}/commitments/1/fulfilment", {"text": KEPT, "done_on": "2020-10-16"}))
    done(office.post(f"{I}/commitments/1/verification", {"fulfilled": False, "reason": FOUND_SHORT}))
    return proof


def _drafts(city):
    office, head = city.as_("office"), city.as_("office_head")
    again = {"field": "statement", "passage": SAID["statement"]}
    done(office.post(f"{I}/corrections", {**again, "replacement": REPLACEMENT, "reason": REPLACEMENT_REASON}))
    done(office.post("/interviews", {"task_no": DONE, "level": 1, "reason": PROPOSED_REASON}))
    done(city.as_("leader").post(f"/interviews/{CASES[1]}/approval", {"approved": True}))
    later = {**MEETING, "reason": PUT_OFF, "meets_at": "2020-10-28T09:30:00+08:00"}
    done(office.post(f"/interviews/{CASES[1]}/convening", later))
    bulletin = {"kind": "regular", "period": "2020-08", "title": "八月通报", "text": "总体良好。"}
    done(office.post("/bulletins", bulletin), head.post("/bulletins/b-2020-0001/publication"))
    more = {"text": BULLETIN_CORRECTION, "reason": BULLETIN_REASON}
    done(office.post("/bulletins/b-2020-0001/corrections", more))
    named = {"praise": [{"unit": "fagai", "text": PRAISE}], "criticism": [{"unit": "caizheng", "text": CRITICISM}]}
    done(office.post("/bulletins", {**bulletin, "period": "2020-09", "title": TITLE, "text": TEXT, **named}))
    done(office.post("/editions", {"scheme": "heyuan-2020", "note": EDITION}))
    decisions = [{"task_no": DONE, "done_on": None, "reason": LIGHTING}]
    done(office.put(f"/nodes/{NODE}/draft", {"decisions": decisions}))
    done(office.post(f"/tasks/{MISSED}/lights/{NODE}/corrections", {"done_on": "2020-08-30", "reason": LIGHT}))
    done(office.post("/notices/n-2020-0001/void", {"reason": VOID}))
    done(office.post("/assessments/heyuan-2020/entries", {"unit": "fagai", "points": 1, "reason": ENTRY}))


def done(*answers):
    for answer in answers:
        assert answer.status_code in (200, 201), answer.json


def seen(city, caller, words):
    return every_address.seen(city, caller, words, GUESSES, _names(city))


def on_pages(city, account, words):
    return every_address.seen_on_pages(city, account, words, GUESSES, _names(city))


def _names(city):
    return {
        "/2020-001": [f"/{DONE}", f"/{MISSED}"], "i-2020-0001": [CASES[1]], "b-2020-0001": ["b-2020-0002"],
        "0" * 64: [city.proof], "heyuan-2020/1": ["heyuan-2020/2"], "units/fagai": ["units/caizheng"],
    }  # fmt: skip


@pytest.mark.faults
@pytest.mark.parametrize("unit", OTHERS)
def test_no_page_tells_a_unit_anything_of_anothers_interview_or_of_a_draft(heyuan, unit):
    heyuan.as_("unit_head", unit=unit)
    words = (*CASE, *DRAFTS, *CASES, heyuan.proof, "b-2020-0002")
    assert on_pages(heyuan, f"test-unit-head-{unit}", words) == {}


@pytest.mark.faults
def test_pages_tell_the_interviewed_unit_its_case_and_no_draft_and_the_public_neither(heyuan):
    heyuan.as_("unit_head")
    told = on_pages(heyuan, "test-unit-head-fagai", (*CASE, *DRAFTS, CASES[1], "b-2020-0002"))
    assert not {*DRAFTS, CASES[1], "b-2020-0002"} & told.keys()
    assert set(SAID.values()) <= told.keys()
    assert on_pages(heyuan, None, (*CASE, *DRAFTS)) == {}


@pytest.mark.faults
def test_pages_tell_the_assessor_no_minutes_and_the_office_every_word(heyuan):
    minutes = (*SAID.values(), PROMISE, KEPT, CLAIM, CHECKED, REPLACED)
    assert on_pages(heyuan, "test-assessor", minutes) == {}
    assert on_pages(heyuan, "test-office", (*CASE, *DRAFTS)).keys() == {*CASE, *DRAFTS}


@pytest.mark.parametrize("role", sorted(actors.UNIT_ROLES))
@pytest.mark.parametrize("unit", OTHERS)
def test_no_address_tells_a_unit_anything_of_anothers_interview_or_of_a_draft(heyuan, role, unit):
    stranger = heyuan.as_(role, unit=unit)
    assert seen(heyuan, stranger, (*CASE, *DRAFTS, *CASES, heyuan.proof, "b-2020-0002")) == {}
    assert stranger.get(f"/files/{heyuan.proof}").status_code == 404


@pytest.mark.parametrize("role", sorted(actors.UNIT_ROLES))
def test_the_interviewed_unit_reads_its_case_and_no_draft(heyuan, role):
    told = seen(heyuan, heyuan.as_(role), (*CASE, *DRAFTS, CASES[1], "b-2020-0002"))
    assert told.keys() == set(CASE)


def test_no_address_tells_the_public(heyuan):
    assert seen(heyuan, heyuan.anonymous(), (*CASE, *DRAFTS)) == {}


@pytest.mark.parametrize("role", ["office", "office_head"])
def test_the_office_finds_every_word(heyuan, role):
    assert seen(heyuan, heyuan.as_(role), (*CASE, *DRAFTS)).keys() == {*CASE, *DRAFTS}


def test_the_assessor_reads_no_minutes(heyuan):
    assert seen(heyuan, heyuan.as_("assessor"), (*SAID.values(), PROMISE, KEPT, CLAIM, CHECKED, REPLACED)) == {}
