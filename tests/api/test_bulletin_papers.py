"""The bulletin on paper: its frozen figures, drafts hidden, the public's part, corrections, the record's checkpoint."""

import pytest

from domain import evidence
from tests.api import test_bulletins
from tests.api.ledger import problem
from tests.api.paper_text import FORMATS, fields_of, text_of
from tests.api.test_bulletins import CRITICISED, PRAISED, UNIT, drafted, published
from tests.api.test_erasures import erase

september = test_bulletins.september
SAID = {
    "praise": [{"unit": UNIT, "task_no": "2020-001", "text": PRAISED, "public": True}],
    "criticism": [{"unit": UNIT, "task_no": "2020-002", "text": CRITICISED, "public": False}],
}


def _said(caller, path, format_):
    answer = caller.get(f"{path}?format={format_}")
    assert answer.status_code == 200, answer.text
    return text_of(answer.data)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_bulletin_on_paper_has_the_figures_that_were_frozen(september, format_):
    bulletin = published(september, **SAID)
    told = september.as_("office").get(f"/bulletins/{bulletin}").json
    said = _said(september.as_("unit_clerk"), f"/bulletins/{bulletin}/paper", format_)
    lights = told["figures"]["lights"]
    assert told["name"] in said
    assert f"{told['number']}河源市人民政府督查室2020年9月8日" in said
    assert f"在列督查重点任务{told['figures']['tasks']['in_force']}项" in said
    assert f"绿灯{lights['green']}项，黄灯{lights['yellow']}项，红灯{lights['red']}项" in said
    assert "亮灯规则：heyuan-2020" in said
    for task in (*told["figures"]["behind"], *told["figures"]["on_schedule"]):
        assert task["task_no"] + task["title"] in said
    assert f"市发展改革局（任务2020-001）：{PRAISED}" in said
    assert f"市发展改革局（任务2020-002）：{CRITICISED}" in said
    assert f"数据截至第{told['figures']['position']}条" in said


@pytest.mark.parametrize("format_", FORMATS)
def test_it_prints_how_long_the_record_was_and_its_root(september, format_):
    first, second = published(september), published(september, title="再次通报")
    store = september.app.store
    for bulletin in (first, second):
        (line,) = [x for x in store.stream(f"bulletin/{bulletin}") if x.name == "bulletin.published.v1"]
        root = evidence.root(store.edge(line.position)).hex()
        said = _said(september.as_("office"), f"/bulletins/{second}/paper", format_)
        assert f"共{line.position}条，根{root}" in said


def test_a_draft_on_paper_is_for_the_office_alone(september):
    bulletin = drafted(september)["bulletin"]
    assert "草稿，未印发" in _said(september.as_("office"), f"/bulletins/{bulletin}/paper", "docx")
    for role in ("unit_clerk", "leader", "auditor"):
        problem(september.as_(role).get(f"/bulletins/{bulletin}/paper?format=docx"), 404)
    problem(september.anonymous().get(f"/public/bulletins/{bulletin}/paper?format=docx"), 404)


def test_as_of_its_drafting_a_published_bulletin_is_still_for_the_office_alone(september):
    bulletin = published(september)
    path = f"/bulletins/{bulletin}/paper?format=docx&position="
    (draft, *_) = september.app.store.stream(f"bulletin/{bulletin}")
    assert september.as_("office").get(f"{path}{draft.position}").status_code == 200
    problem(september.as_("unit_clerk").get(f"{path}{draft.position}"), 404)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_public_reads_counts_and_what_is_meant_for_it(september, format_):
    bulletin = published(september, **SAID)
    said = _said(september.anonymous(), f"/public/bulletins/{bulletin}/paper", format_)
    assert "公开版" in said
    assert PRAISED in said
    assert "记录检查点" in said
    for hidden in (CRITICISED, "进展滞后的任务", "2020-002", "应报"):
        assert hidden not in said


@pytest.mark.parametrize("format_", FORMATS)
def test_a_correction_is_printed_with_the_bulletin_from_then_on(september, format_):
    bulletin = published(september, **SAID)
    path = f"/bulletins/{bulletin}/paper"
    before = september.as_("office").get(f"{path}?format={format_}").data
    position = fields_of(september.as_("office"), path)["record"]["position"]
    correction = {"text": "批评一节有误，予以撤回。", "reason": "核实有误", "public": True,
                  "withdraws": [{"among": "criticism", "mention": 1}]}  # fmt: skip
    assert september.as_("office").post(f"/bulletins/{bulletin}/corrections", correction).status_code == 201
    assert september.as_("office").get(f"{path}?format={format_}").data == before, "a proposal is a draft"
    september.as_("principal_leader").post(f"/bulletins/{bulletin}/corrections/1/confirmation")
    said = _said(september.as_("unit_clerk"), path, format_)
    assert "第1号（2020年9月8日）：批评一节有误，予以撤回。" in said
    assert f"{CRITICISED}（由第1号更正撤回）" in said
    assert september.as_("office").get(f"{path}?format={format_}&position={position}").data == before


@pytest.mark.parametrize("format_", FORMATS)
def test_the_livelihood_special_lists_every_livelihood_task(september, format_):
    bulletin = published(september, kind="livelihood", title="8月份民生实事")
    said = _said(september.anonymous(), f"/public/bulletins/{bulletin}/paper", format_)
    (task,) = september.anonymous().get("/public/livelihood").json["items"]
    assert [one["no"] for one in fields_of(september.as_("office"), f"/bulletins/{bulletin}/paper")["tasks"]] == [
        task["task_no"]
    ]
    assert f"{task['task_no']}{task['title']}" in said
    assert "民生实事专刊" in said
    assert "应报" not in said
    assert "应报" in _said(september.as_("unit_clerk"), f"/bulletins/{bulletin}/paper", format_)


def test_what_was_erased_says_so_on_the_bulletin_made_again(september):
    bulletin = published(september, **SAID)
    line = september.app.store.stream(f"bulletin/{bulletin}")[-1]
    erase(september, texts=[line.event.text])
    said = _said(september.as_("office"), f"/bulletins/{bulletin}/paper", "docx")
    assert "〔内容已依法删除〕" in said
    assert "总体进展良好" not in said
    assert PRAISED in said
