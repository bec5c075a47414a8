"""Ten thousand rows come in over HTTP in less than twenty seconds of a processor, each with its receipt (S49)."""

import time

import pytest

from tests.api.conftest import city, founded
from tests.api.sheets import of_rows, send

__all__ = ["city", "founded"]
pytestmark = pytest.mark.faults
ROWS, SECONDS = 10_000, 20


def test_ten_thousand_rows_are_entered_in_twenty_seconds(city):
    rows = [
        [
            f"推进第{n}号项目",
            "硬任务",
            f"完成投资{n}万元",
            f"副市长{n % 9}",
            "市财政局",
            "市公安局",
            "源城区政府",
            "列入计划",
        ]
        for n in range(ROWS)
    ]
    heading = ["任务", "类别", "年度目标", "分管领导", "牵头单位", "协办单位", "建设主体", "备注"]
    sheet = of_rows(heading, *rows)
    began = time.process_time()
    answer = send(city.as_("office"), "/workbooks/ledger", sheet, mode="all").json
    took = time.process_time() - began
    assert (len(answer["accepted"]), answer["refused"]) == (ROWS, [])
    assert answer["accepted"][-1]["task_no"] == "2020-10000"
    assert answer["annotated"]
    assert took < SECONDS
