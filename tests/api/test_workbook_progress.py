"""Annex 5 as a unit uses it: given out filled in, typed into, sent in, answered row by row."""

import pytest

from tests.api.ledger import problem
from tests.api.report_city import NO, local, with_task
from tests.api.sheets import filled, of_rows, opened, saved, send, table, typed

FORM = "/workbooks/progress?scheme=heyuan-2020&period=2020-08"
SAID = {"进展情况": "钢筋已绑扎", "进度": "80 %"}


@pytest.fixture
def town(city):
    return with_task(city)


def form(caller):
    answer = caller.get(FORM)
    assert answer.status_code == 200, answer.text
    return answer.data


def test_the_form_has_a_row_for_each_report_the_unit_owes(town):
    (row,) = table(form(town.as_("unit_clerk")))
    assert (row["任务编号"], row["期间"], row["节点任务"]) == (NO, "2020-08", "半数完成")
    assert row["报送截止"].date().isoformat() == "2020-09-03"
    assert row["进展情况"] is None
    assert table(form(town.as_("unit_clerk", unit=town.other_unit))) == []  # who co-organises owes none


def test_the_form_says_its_version_offers_choices_and_locks_what_was_given(town):
    book = opened(form(town.as_("unit_clerk")))
    assert book["版本"].sheet_state == "hidden"
    told = dict(book["版本"].iter_rows(values_only=True))
    assert (told["ducha"], told["scheme"], told["unit"], told["period"]) == (
        "progress", "heyuan-2020", "fagai", "2020-08",
    )  # fmt: skip
    assert int(told["position"]) == town.app.store.position()
    page = book.worksheets[0]
    assert page.protection.sheet
    places = {cell.value: cell.column_letter for cell in page[1]}
    assert page[f"{places['任务编号']}2"].protection.locked
    assert not page[f"{places['进展情况']}2"].protection.locked
    lists = [str(rule.sqref) for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert [where.split(":")[0] for where in lists] == [f"{places['重大问题']}2"]


def test_a_filled_row_becomes_a_report_with_its_receipt(town):
    clerk = town.as_("unit_clerk")
    sheet = filled(
        form(clerk), lambda page: typed(page, 2, **SAID, **{"完成日期": "2020年8月30日", "完成比例(%)": "80%"})
    )
    answer = send(clerk, "/workbooks/progress", sheet)
    assert answer.status_code == 200, answer.text
    (row,) = answer.json["accepted"]
    assert (row["task_no"], row["report_no"], row["on_time"]) == (NO, 1, True)
    (report,) = clerk.get(f"/tasks/{NO}/reports").json["items"]
    assert (report["text"], report["done_on"], report["percent"]) == ("钢筋已绑扎", "2020-08-30", 80.0)
    assert clerk.get(f"/receipts/{row['receipt']['receipt_id']}").json["receipt_id"] == row["receipt"]["receipt_id"]


def test_a_row_left_as_it_was_given_is_no_report(town):
    clerk = town.as_("unit_clerk")
    before = town.app.store.position()
    answer = send(clerk, "/workbooks/progress", form(clerk))
    assert (answer.json["accepted"], answer.json["refused"], answer.json["blank"]) == ([], [], [2])
    assert answer.json["receipt"] is None
    assert town.app.store.position() == before


def wrong_and_right():
    return of_rows(
        ["任务编号", "期间", "进展情况", "完成日期", "重大问题"],
        [NO, "2020-08", "钢筋已绑扎", None, None],
        ["2020-999", "2020-08", "有", None, None],
        [NO, "2020-09", "有", None, None],
        [NO, "2020-10", "有", "三十日", None],
        [NO, "2020-08", "又一次", None, None],
        [NO, "2020-08", "=1+1", None, None],
    )


def test_refused_rows_come_back_each_with_its_cell_and_reason(town):
    answer = send(town.as_("unit_clerk"), "/workbooks/progress", wrong_and_right()).json
    assert [row["row"] for row in answer["accepted"]] == [2]
    assert {row["row"]: (row["cell"], row["reason"]) for row in answer["refused"]} == {
        3: ("A3", "absent"),
        4: ("A4", "duty.not_owed"),
        5: ("D5", "not_a_date"),
        6: ("A6", "workbook.row_twice"),
        7: ("C7", "formula_not_allowed"),
    }
    assert all(row["detail"] not in ("", row["reason"]) for row in answer["refused"])


def test_the_annotated_copy_says_the_reason_at_the_cell(town):
    clerk = town.as_("unit_clerk")
    answer = send(clerk, "/workbooks/progress", wrong_and_right()).json
    page = opened(clerk.get(f"/files/{answer['annotated']}").data).worksheets[0]
    assert page["F1"].value == "办理结果"
    assert page["F2"].value.startswith("已受理，收件号 r-")
    assert page["F5"].value.startswith("退回：D5")
    assert "不是" in page["D5"].comment.text or "日期" in page["D5"].comment.text
    assert page["C2"].value == "钢筋已绑扎"


def test_the_annotated_copy_speaks_the_language_of_who_handed_it_in(town):
    clerk = town.as_("unit_clerk")
    answer = send(clerk, "/workbooks/progress", wrong_and_right(), headers={"Accept-Language": "en"}).json
    page = opened(clerk.get(f"/files/{answer['annotated']}").data).worksheets[0]
    assert page["F2"].value.startswith("Accepted, receipt r-")
    assert page["F5"].value.startswith("Refused: D5") and "must be a date" in page["F5"].value
    assert page["F4"].value.endswith(" (三(四)2)"), "the clause is behind it"


def test_all_or_nothing_writes_nothing_when_one_row_is_refused(town):
    before = town.app.store.position()
    answer = send(town.as_("unit_clerk"), "/workbooks/progress", wrong_and_right(), mode="all").json
    assert (answer["accepted"], len(answer["refused"])) == ([], 5)
    assert town.app.store.position() == before


def test_the_same_key_and_sheet_answer_the_same_and_write_once(town):
    clerk, sheet = town.as_("unit_clerk"), wrong_and_right()
    first = send(clerk, "/workbooks/progress", sheet, key="k1")
    position = town.app.store.position()
    town.clock.move_to(local("2020-09-05"))
    assert send(clerk, "/workbooks/progress", sheet, key="k1").json == first.json
    assert town.app.store.position() == position
    assert problem(send(clerk, "/workbooks/progress", sheet, key="k1", mode="all"), 422)["type"].endswith("key_reused")


def test_a_sheet_uploaded_before_is_named_by_its_digest(town):
    clerk, sheet = town.as_("unit_clerk"), wrong_and_right()
    from io import BytesIO

    up = clerk.ask("POST", "/files", data={"file": (BytesIO(sheet), "a.xlsx")}, content_type="multipart/form-data")
    answer = clerk.post("/workbooks/progress", {"scheme": "heyuan-2020", "sha256": up.json["sha256"]})
    assert [row["row"] for row in answer.json["accepted"]] == [2]
    other = town.as_("unit_clerk", unit=town.other_unit)
    problem(other.post("/workbooks/progress", {"scheme": "heyuan-2020", "sha256": up.json["sha256"]}), 404)


def test_another_units_template_is_refused_and_its_form_is_absent(town):
    clerk, other = town.as_("unit_clerk"), town.as_("unit_clerk", unit=town.other_unit)
    refused = send(other, "/workbooks/progress", form(clerk))
    assert problem(refused, 422)["type"] == "/problems/workbook.another_unit"
    problem(other.get(FORM + "&unit=fagai"), 404)
    wrong_form = send(clerk, "/workbooks/node-plan", form(clerk))
    assert wrong_form.status_code == 422


def test_the_office_enters_a_units_sheet_on_paper(town):
    office = town.as_("office")
    sheet = of_rows(["任务编号", "期间", "进展情况"], [NO, "2020-08", "纸质报来"])
    assert send(office, "/workbooks/progress", sheet).status_code == 409
    answer = send(
        office, "/workbooks/progress", sheet, on_behalf_of="unit:fagai", received_at="2020-09-01T08:00:00+08:00"
    )
    assert answer.json["accepted"][0]["report_no"] == 1


def test_a_foreign_heading_is_mapped_once_and_understood_afterwards(town):
    clerk, office = town.as_("unit_clerk"), town.as_("office")
    sheet = of_rows(["任務編號", "期間", "本月乾了什麼"], [NO, "2020-08", "鋼筋已綁紮"])
    refused = send(clerk, "/workbooks/progress", sheet)
    assert "本月乾了什麼" in problem(refused, 422)["seen"]
    mapping = {"form": "progress", "heading": "本月乾了什麼", "field": "text"}
    assert office.post("/workbooks/mappings", mapping).status_code == 201
    assert send(clerk, "/workbooks/progress", sheet).json["accepted"][0]["report_no"] == 1
    assert problem(office.post("/workbooks/mappings", mapping), 409)["type"].endswith("mapped_already")
    ours = {**mapping, "heading": "存在问题"}
    assert problem(office.post("/workbooks/mappings", ours), 409)["type"].endswith("heading_is_ours")
    said = office.get("/workbooks/mappings", query_string={"form": "progress"}).json["items"]
    assert said == [mapping]
    assert office.get("/workbooks/mappings", query_string={"form": "ledger"}).json["items"] == []
    assert office.post("/workbooks/mappings", {**mapping, "field": "nothing"}).status_code == 422


def test_a_heading_row_of_somebodys_own_order_is_matched(town):
    sheet = of_rows(["2020年8月进展"], ["进展情况", "月份", "编号"], ["已完成基础", "2020年8月", NO])
    answer = send(town.as_("unit_clerk"), "/workbooks/progress", sheet).json
    assert [row["row"] for row in answer["accepted"]] == [3]


def test_the_same_position_gives_the_same_bytes(town):
    clerk = town.as_("unit_clerk")
    first, second = clerk.get(FORM), clerk.get(FORM)
    assert first.data == second.data
    assert clerk.get(FORM, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert saved(opened(first.data))
