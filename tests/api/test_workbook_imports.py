"""Annex 4, the ledger and lists of accounts coming in as sheets; what we wrote reads back as it was."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.api.conftest import CONSTRUCTION, OTHER_UNIT, UNIT
from tests.api.ledger import TASK, enter, problem
from tests.api.sheets import filled, of_rows, opened, send, table, typed

SCHEME = "scheme=heyuan-2020"
LEDGER = f"/workbooks/ledger?{SCHEME}"


def test_a_node_plan_comes_in_row_by_row_and_is_given_out_again(city):
    no, second = enter(city), enter(city, title="第二件")
    clerk = city.as_("unit_clerk")
    form = clerk.get(f"/workbooks/node-plan?{SCHEME}").data

    def fill(page):
        typed(page, 2, **{"2020-08节点任务": "完成10家", "2020-08完成时限": "2020/8/20", "2020-12节点任务": "完成30家"})
        typed(page, 3, **{"2020-08节点任务": "开工", "2020-08完成时限": "2020-09-30"})

    answer = send(clerk, "/workbooks/node-plan", filled(form, fill)).json
    assert [row["task_no"] for row in answer["accepted"]] == [no]
    (refused,) = answer["refused"]
    places = {cell.value: cell.column_letter for cell in opened(form).worksheets[0][1]}
    assert (refused["task_no"], refused["cell"]) == (second, f"{places['2020-08完成时限']}3")
    assert refused["reason"] == "outside_node"
    (plan,) = clerk.get(f"/tasks/{no}/node-plan").json["plans"]
    assert [(n["node"], n["target"], n["limit_on"]) for n in plan["nodes"]] == [
        ("2020-08", "完成10家", "2020-08-20"), ("2020-12", "完成30家", None),
    ]  # fmt: skip
    again = table(clerk.get(f"/workbooks/node-plan?{SCHEME}").data)
    assert (again[0]["2020-12节点任务"], again[1]["2020-08节点任务"]) == ("完成30家", None)


def test_a_month_said_as_people_say_it_heads_a_node(city):
    no = enter(city)
    sheet = of_rows(["编号", "8月底节点任务", "年底节点任务"], [no, "完成10家", "完成30家"])
    assert [row["task_no"] for row in send(city.as_("unit_clerk"), "/workbooks/node-plan", sheet).json["accepted"]] == [
        no
    ]


def town_ledger(city):
    """Enter what a ledger can say: targets with values, roles presumed, all roles, text that looks like a formula."""
    enter(city, note="=1+1")
    enter(city, category="livelihood", title="@农村饮水", targets=[
        {"text": "新建", "value": "3", "unit_of_measure": "座"}, {"text": "改造\n旧站"},
    ])  # fmt: skip
    enter(city, title="第三件", lead=[OTHER_UNIT], co=[UNIT], construction=[], counties=[CONSTRUCTION], targets=[])
    enter(city, title="第四件", task_no="2020-017", roles_presumed=False, leader=None, item=None)
    return city.as_("office").get(LEDGER).data


def told(city):
    """Return the ledger without what is each record's own: versions, and the reason of the entry."""
    own = ("version",)
    items = city.as_("office").get(f"/tasks?{SCHEME}").json["items"]
    return [{name: value for name, value in task.items() if name not in own} for task in items]


def fresh_copy(founded, place):
    """Return another city founded the same way, without tasks."""
    from service import app as parts
    from tests.api.conftest import City, _settings
    from tests.fakes import FixedClock

    home, tokens = founded
    shutil.copytree(home, place, ignore=shutil.ignore_patterns("read.db*"))
    clock = FixedClock()
    return City(parts.build(_settings(place), clock=clock), clock, dict(tokens))


def test_a_ledger_written_by_us_and_read_back_is_the_same_ledger(city, founded, tmp_path):
    content, other = town_ledger(city), fresh_copy(founded, tmp_path / "other")
    answer = send(other.as_("office"), "/workbooks/ledger", content, mode="all")
    assert (len(answer.json["accepted"]), answer.json["refused"]) == (4, []), answer.text
    assert told(other) == told(city)
    other.app.close()


@pytest.mark.faults  # which installs LibreOffice where it may
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice (LibreOffice) is not installed on this machine")
def test_a_ledger_that_went_through_libreoffice_is_the_same_ledger(city, founded, tmp_path):
    (tmp_path / "in.xlsx").write_bytes(town_ledger(city))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "ods"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "in.xlsx")], check=True, capture_output=True)
    command[-1] = "xlsx"
    (tmp_path / "out").mkdir()
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "in.ods")], check=True)
    other = fresh_copy(founded, tmp_path / "other")
    answer = send(other.as_("office"), "/workbooks/ledger", Path(tmp_path / "out/in.xlsx").read_bytes(), mode="all")
    assert answer.json["refused"] == [], answer.text
    assert told(other) == told(city)
    other.app.close()


def test_a_refused_row_of_a_ledger_leaves_no_post_and_no_number(city):
    sheet = of_rows(
        ["督查重点任务", "牵头单位", "市分管领导", "状态"],
        ["甲", "市不存在局", "副市长新", None],
        ["乙", "市财政局", "副市长新", "已撤销"],
        ["丙", "市财政局", "副市长另", None],
    )
    answer = send(city.as_("office"), "/workbooks/ledger", sheet).json
    assert [(row["cell"], row["reason"]) for row in answer["refused"]] == [
        ("B2", "unknown_unit"), ("D3", "ledger.state_is_an_act"),
    ]  # fmt: skip
    assert [row["task_no"] for row in answer["accepted"]] == ["2020-001"]
    titles = {post["title"] for post in city.as_("office").get("/posts?limit=500").json["items"]}
    assert "副市长另" in titles
    assert "副市长新" not in titles
    problem(send(city.as_("unit_clerk"), "/workbooks/ledger", sheet), 403)


def test_a_number_that_is_taken_refuses_its_row(city):
    no = enter(city)
    sheet = of_rows(["编号", "任务", "牵头单位"], [no, TASK["title"], "市财政局"])
    (refused,) = send(city.as_("office"), "/workbooks/ledger", sheet).json["refused"]
    assert (refused["cell"], refused["reason"], refused["clause"]) == ("A2", "task.number_taken", "一(二)")


def test_accounts_are_opened_in_one_write_and_their_codes_are_shown_once(city):
    sheet = of_rows(
        ["账号", "角色", "单位", "岗位"],
        ["caizheng-li", "单位经办", "市财政局", None],
        ["caizheng-li", "单位经办", "市财政局", None],
        ["fu", "分管领导", None, "不存在的岗位"],
        ["x y", "office", None, None],
        ["wang", "office", None, None],
    )
    admin = city.as_("admin")
    answer = admin_send(admin, sheet)
    assert [(row["account"], len(row["code"]) > 6) for row in answer.json["accepted"]] == [
        ("caizheng-li", True), ("wang", True),
    ]  # fmt: skip
    assert [(row["cell"], row["reason"]) for row in answer.json["refused"]] == [
        ("A3", "workbook.row_twice"), ("D4", "unknown_post"), ("A5", "wrong_form"),
    ]  # fmt: skip
    assert answer.json["annotated"] is None
    code = answer.json["accepted"][0]["code"]
    said = {"account": "caizheng-li", "code": code, "password": "a-long-enough-password"}
    assert city.anonymous().post("/activation", said).status_code == 204
    again = admin_send(admin, sheet).json["accepted"]
    assert [row["code"] is None for row in again] == [True, False]
    lines = [city.app.store.line(position) for position in range(1, city.app.store.position() + 1)]
    assert code not in repr(lines)


def admin_send(admin, content):
    from io import BytesIO

    data = {"file": (BytesIO(content), "accounts.xlsx")}
    return admin.ask("POST", "/workbooks/accounts", key="once", data=data, content_type="multipart/form-data")


@pytest.mark.parametrize(("content", "reason"), [
    (b"not a zip", "file.not_what_its_name_says"),
    (b"", "file.empty"),
])  # fmt: skip
def test_what_is_no_workbook_is_refused_with_a_reason(city, content, reason):
    assert problem(send(city.as_("office"), "/workbooks/ledger", content), 422)["type"] == f"/problems/{reason}"


def test_a_sheet_with_nothing_below_its_heading_is_refused(city):
    sheet = of_rows(["任务", "牵头单位"])
    refused = send(city.as_("office"), "/workbooks/ledger", sheet)
    assert problem(refused, 422)["type"] == "/problems/workbook.no_rows"
