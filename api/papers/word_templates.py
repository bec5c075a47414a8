"""The Word templates as we ship them: `python -m api.papers.word_templates` draws them anew into `templates/`."""

from collections.abc import Callable

from api.papers.templates import OURS
from api.papers.word_page import CELL, LEVEL, SIGNED, TO, Page


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


_LIGHTS = [(f"{{{{ words.{light} }}}}", f"{{{{ one.{light} }}}}", 20.0) for light in ("green", "yellow", "red", "none")]
_TASKS = [("编号", "{{ one.no }}", 25), ("督查重点任务", "{{ one.title }}", 71), ("牵头单位", "{{ one.lead }}", 42),
          ("亮灯", "{{ one.light }}", 18)]  # fmt: skip
_INSIDE = "not public"


def _bulletin() -> Page:
    page = _news_head(54)
    page.para("一、总体情况", LEVEL)
    page.para("在列督查重点任务{{ counts.in_force }}项：在办{{ counts.active }}项，已办结{{ counts.completed }}项；"
              f"年内撤销{{{{ counts.withdrawn }}}}项。{_lights_told('项')}")  # fmt: skip
    page.table(
        "one in by_category", [("任务类别", "{{ one.category }}", 56), ("任务数", "{{ one.tasks }}", 20), *_LIGHTS]
    )
    page.para("", CELL)
    further = [("延期", "{{ one.deferred }}", 20.0), ("尚未亮灯", "{{ one.not_set }}", 26.0)]
    page.table("one in by_node", [("节点", "{{ one.node }}", 30), *_LIGHTS, *further])
    page.tag(f"if {_INSIDE}")
    page.para("二、进展滞后的任务", LEVEL)
    page.when("not behind", "无。")
    page.tag("if behind")
    page.table("one in behind", _TASKS)
    page.tag("endif")
    page.para("三、报告和整改情况", LEVEL)
    _reports(page)
    state = "{% for one in notices %}{{ one.state }}{{ one.count }}份{% if not loop.last %}，{% endif %}{% endfor %}"
    page.when("notices", f"整改通知书：{state}。")
    page.tag("endif")
    _mentions_and_corrections(page)
    page.tag(f"if {_INSIDE} and on_schedule")
    page.para("附：进展正常的任务", LEVEL)
    page.table("one in on_schedule", _TASKS)
    page.tag("endif")
    _checkpoint(page)
    return page


def _livelihood() -> Page:
    page = _news_head(28)
    page.para("一、总体情况", LEVEL)
    page.para("{{ period }}，在列民生实事{{ counts.in_force }}件：在办{{ counts.active }}件，"
              f"已办结{{{{ counts.completed }}}}件。{_lights_told('件')}")  # fmt: skip
    page.para("二、各项进展", LEVEL)
    title = "{{ one.title }}{% if one.construction %}（建设主体：{{ one.construction }}）{% endif %}"
    page.table("one in tasks", [
        ("编号", "{{ one.no }}", 25), ("民生实事", title, 37), ("牵头单位", "{{ one.lead }}", 30),
        ("亮灯", "{{ one.light }}", 19), ("完成", "{{ one.percent }}", 17),
        ("进展", "{{ one.progress }} {{ one.done_on }}", 28),
    ])  # fmt: skip
    page.tag(f"if {_INSIDE}")
    page.para("三、报告情况", LEVEL)
    _reports(page)
    page.tag("endif")
    _mentions_and_corrections(page)
    _checkpoint(page)
    return page


def _news_head(size: float) -> Page:
    page = Page("{{ name }} {{ number }} {{ title }}")
    page.news_head("{{ name }}", "{{ number }}{{ draft }}", "{{ office }}", "{{ published_on }}", size)
    page.when("public", "{{ public }}", SIGNED)
    page.title("{{ title }}")
    page.each("line in text", "{{ line }}")
    return page


def _lights_told(measure: str) -> str:
    counts = "，".join(f"{{{{ words.{x} }}}}{{{{ counts.{x} }}}}{measure}" for x in ("green", "yellow", "red", "none"))
    return f"最近亮灯：{counts}（亮灯规则：{{{{ profile }}}}）。"


def _reports(page: Page) -> None:
    page.para(
        "应报{{ reports.owed }}份，按时{{ reports.met }}份，迟报{{ reports.late }}份，未报{{ reports.missed }}份。"
    )
    whose = [("{{ one.unit }}", 56.0), ("{{ one.task }}", 30.0), ("{{ one.period }}", 30.0)]
    for name, unit, heading, text in (("late_reports", "迟报单位", "迟报工作日", "{{ one.late_days }}"),
                                      ("missing_reports", "未报单位", "截止日期", "{{ one.due_on }}")):  # fmt: skip
        headings = (unit, "任务编号", "期间")
        page.tag(f"if {name}")
        page.table(
            f"one in {name}", [(h, *of) for h, of in zip(headings, whose, strict=True)] + [(heading, text, 40.0)]
        )
        page.para("", CELL)
        page.tag("endif")


def _mentions_and_corrections(page: Page) -> None:
    said = "{{ one.unit }}{% if one.task %}（任务{{ one.task }}）{% endif %}：{{ one.text }}{{ one.withdrawn }}"
    for name, heading in (("praise", "表扬"), ("criticism", "批评")):
        page.when(name, heading, LEVEL)
        page.each(f"one in {name}", said)
    page.when("corrections", "更正", LEVEL)
    page.each("one in corrections", "第{{ one.no }}号（{{ one.on }}）：{{ one.text }}")


def _checkpoint(page: Page) -> None:
    page.para("", CELL)
    page.para("记录检查点：本件制作时督查记录共{{ checkpoint.size }}条，根{{ checkpoint.root }}；"
              "数据截至第{{ figures_position }}条。", CELL)  # fmt: skip
    previous = (
        "此前印发的{{ checkpoint.previous }}：共{{ checkpoint.previous_size }}条，根{{ checkpoint.previous_root }}。"
    )
    page.when("checkpoint.previous", previous, CELL)
    page.para("留存本件，日后即可核对记录是否被改动。", CELL)


PAGES: dict[str, Callable[[], Page]] = {
    "rectification": _rectification,
    "interview-notice": _interview_notice,
    "interview-record": _interview_record,
    "bulletin": _bulletin,
    "livelihood": _livelihood,
}


def draw() -> None:
    for name, page in PAGES.items():
        (OURS / f"{name}.docx").write_bytes(page().bytes())


if __name__ == "__main__":
    draw()
