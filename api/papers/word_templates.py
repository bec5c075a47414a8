"""The Word templates as we ship them: `python -m api.papers.word_templates` draws them anew into `templates/`."""

from collections.abc import Callable

from api.papers.templates import OURS
from api.papers.word_page import CELL, LEVEL, TO, Page


def _rectification() -> Page:
    page = Page("督查整改通知书 {{ number }}")
    page.red_head("{{ office }}", "{{ number }}")
    page.title("督查整改通知书")
    page.when("voided", "{{ voided }}", TO)
    page.when("replaces", "{{ replaces }}", TO)
    page.para("{{ addressed }}：", TO)
    page.each("line in ground", "{{ line }}")
    page.para("一、有关情况", LEVEL)
    page.each("line in facts", "{{ line }}")
    page.para("二、整改要求", LEVEL)
    page.each("line in requirements", "{{ line }}")
    page.para("三、责任分工", LEVEL)
    page.each("party in parties", "{{ party.role }}：{{ party.units }}。")
    page.signed("{{ office }}", "{{ issued_on }}")
    page.imprint("copies", "{{ office }}", "{{ issued_on }}")
    return page


def _interview_notice() -> Page:
    page = Page("约谈通知书 {{ number }}")
    page.red_head("{{ office }}", "{{ number }}")
    page.title("约谈通知书")
    page.when("moved", "{{ moved }}", TO)
    page.para("{{ addressed }}：", TO)
    page.each("line in ground", "{{ line }}")
    page.para("一、约谈事由", LEVEL)
    page.each("line in reason", "{{ line }}")
    page.para("涉及督查重点任务“{{ task.title }}”（编号{{ task.no }}）：{{ basis }}。")
    page.para("二、约谈时间和地点", LEVEL)
    page.para("时间：{{ meets_at }}。")
    page.para("地点：{{ place }}。")
    page.when("materials", "三、须带材料", LEVEL)
    page.each("material in materials", "{{ loop.index }}．{{ material }}")
    page.signed("{{ office }}", "{{ convened_on }}")
    page.imprint("", "{{ office }}", "{{ convened_on }}")
    return page


def _interview_record() -> Page:
    page = Page("约谈记录 {{ number }}")
    page.title("约谈记录")
    page.para("{{ number }}{% if archive_number %}　　档号：{{ archive_number }}{% endif %}", TO)
    attendee = "{{ a.side }}：{{ a.person }}　{{ a.post }}{% if a.unit %}（{{ a.unit }}）{% endif %}"
    page.pairs([
        ("督查任务", "{{ task.no }}　{{ task.title }}"), ("所据情况", "{{ basis }}"), ("约谈层级", "{{ level }}"),
        ("批　　准", "{{ approved }}"), ("被约谈单位", "{{ units }}"), ("时　　间", "{{ held_at }}"),
        ("地　　点", "{{ place }}"), ("主谈人", "{{ host }}"), ("记录人", "{{ recorder }}"),
        ("参加人员", f"{{%p for a in attendees %}}\n{attendee}\n{{%p endfor %}}"),
    ])  # fmt: skip
    texts = (
        ("一、约谈事项", "matters"),
        ("二、单位陈述", "statement"),
        ("三、原因", "cause"),
        ("四、要求", "requirements"),
    )
    for heading, name in texts:
        page.para(heading, LEVEL)
        page.each(f"line in {name}", "{{ line }}")
    page.para("五、承诺事项", LEVEL)
    page.each("c in commitments", "{{ c.no }}．{{ c.text }}（{{ c.unit }}，{{ c.due_on }}前）")
    page.when("files", "附件", LEVEL)
    page.each("file in files", "{{ loop.index }}．SHA-256：{{ file }}", CELL)
    page.when("corrections", "更正事项（以上为入档原文，从未改动）", LEVEL)
    corrected = "第{{ c.no }}号（{{ c.field }}，{{ c.on }}）：“{{ c.passage }}”更正为“{{ c.replacement }}”。"
    page.each("c in corrections", corrected)
    page.para("入档日期：{{ filed_on }}。")
    signing = "{{ one.signed }}{{ one.place }}"
    page.table("one in signatures", [("签字方", "{{ one.party }}", 60), ("签　　字", signing, 96)], height=14)
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "rectification": _rectification,
    "interview-notice": _interview_notice,
    "interview-record": _interview_record,
}


def draw() -> None:
    for name, page in PAGES.items():
        (OURS / f"{name}.docx").write_bytes(page().bytes())


if __name__ == "__main__":
    draw()
