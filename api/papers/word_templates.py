"""The Word templates as we ship them: `python -m api.papers.word_templates` draws them anew into `templates/`."""

from collections.abc import Callable

from api.papers.templates import OURS
from api.papers.word_page import CELL, CELL_HEAD, LEVEL, NUMBER, SIGNED, SMALL, TO, Page


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


def _edition() -> Page:
    page = Page("{{ scheme.title }} 督查重点任务清单 {{ edition }}")
    page.title("督查重点任务清单")
    page.para("（{{ edition }}，{{ issued_on }}）", NUMBER)
    page.para("根据{{ scheme.title }}（{{ scheme.number }}），现印发督查重点任务清单{{ edition }}，共{{ count }}项。")
    page.when("extent", "{{ extent }}。")
    page.each("line in note", "{{ line }}")
    page.para("与上一版的不同", LEVEL)
    page.when("not differences", "无。")
    page.tag("if differences")
    page.table("one in differences", [("变动", "{{ one.change }}", 18), ("编号", "{{ one.no }}", 25),
                                      ("督查重点任务", "{{ one.title }}", 60),
                                      ("理由", "{{ one.reason }}", 53)])  # fmt: skip
    page.tag("endif")
    page.signed("{{ office }}", "{{ issued_on }}")
    page.across()
    page.para("督查重点任务清单（{{ edition }}）", CELL_HEAD)
    title = "{{ one.title }}\n{%p if one.targets %}\n{{ one.targets }}\n{%p endif %}"
    lead = "{{ one.lead }}\n{%p if one.principal %}\n{{ one.principal }}\n{%p endif %}"
    page.table("one in tasks", [
        ("编号", "{{ one.no }}", 22), ("类别", "{{ one.category }}", 20), ("督查重点任务和目标", title, 51),
        ("市分管领导", "{{ one.leader }}", 24), ("协调、责任人", "{{ one.coordinator }} {{ one.responsible }}", 26),
        ("牵头单位和负责人", lead, 30), ("协办单位", "{{ one.co }}", 30), ("建设主体", "{{ one.construction }}", 22),
    ], style=SMALL)  # fmt: skip
    return page


def _scorecard() -> Page:
    page = Page("{{ unit }} 得分单")
    page.title("单位得分单")
    page.pairs([
        ("单　　位", "{{ unit }}（{{ group }}）"), ("督查方案", "{{ scheme.title }}（{{ scheme.number }}）"),
        ("得　　分", "{{ score }}"), ("名　　次", "{% if rank %}组内第{{ rank }}名{% else %}未公布{% endif %}"),
        ("任　　务", "{{ tasks }}项{% if rate_per_task %}，任务均分{{ rate_per_task }}{% endif %}"),
        ("亮　　灯", "绿灯{{ green }}，黄灯{{ yellow }}，红灯{{ red }}；违规{{ breaches }}次"),
        ("计分公式", "{{ formula }}"), ("数据截至", "{{ as_of }}，{{ final }}"),
        ("督查室建议", "{{ suggestion }}"),
    ])  # fmt: skip
    page.when("changed", "{{ changed }}。", CELL)
    page.para("基础分{{ base }}分，逐项如下，合计{{ score }}分。")
    page.table("one in entries", [
        ("序", "{{ one.no }}", 9), ("事由", "{{ one.cause }}", 18), ("任务", "{{ one.task }} {{ one.title }}", 42),
        ("期间", "{{ one.period }}", 19), ("角色", "{{ one.role }}", 16), ("分值", "{{ one.points }}", 13),
        ("系数", "{{ one.factor }}", 11), ("说明", "{{ one.why }}", 17), ("记录条号", "{{ one.positions }}", 15),
    ], style=SMALL)  # fmt: skip
    return page


def _receipt() -> Page:
    page = Page("回执 {{ receipt_id }}", a5=True, author="")
    page.title("回　　执")
    page.para("{{ receipt_id }}", CELL_HEAD)
    page.para("下列事项已经登记，特此回执。", CELL)
    page.pairs([
        ("事　项", "{{ received }}"), ("登记时间", "{{ received_at }}"), ("办理人", "{{ by }}　{{ role }}"),
        ("单　位", "{{ unit }}"), ("岗　位", "{{ post }}"), ("代　录", "{{ on_behalf }}"),
        ("记录位置", "第{{ record.position }}条（{{ stream }} 第{{ version }}号）"), ("叶", "{{ leaf }}"),
        ("记录库", "{{ incarnation }}"),
    ], widths=(24, 92))  # fmt: skip
    page.para("请妥善保存。记录中第{{ record.position }}条的叶与本回执不同，即为记录被改动的证据。", CELL)
    return page


def _slips() -> Page:
    page = Page("激活码单", author="", footed=False)
    page.tag("for one in slips")
    page.pairs([
        ("账　号", "{{ one.account }}　{{ one.role }}"), ("单　位", "{{ one.unit }}"), ("岗　位", "{{ one.posts }}"),
        ("激活码", "{{ one.code }}"),
        ("说　明", "打开本系统的“第一次使用”，输入账号和激活码，设自己的口令。"
                   "激活码{{ valid_days }}天内有效，用过即失效。请当面交给本人。"),
    ])  # fmt: skip
    page.para("", CELL)
    page.tag("endfor")
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "rectification": _rectification,
    "interview-notice": _interview_notice,
    "interview-record": _interview_record,
    "bulletin": _bulletin,
    "livelihood": _livelihood,
    "edition": _edition,
    "scorecard": _scorecard,
    "receipt": _receipt,
    "slips": _slips,
}


def draw() -> None:
    for name, page in PAGES.items():
        (OURS / f"{name}.docx").write_bytes(page().bytes())


if __name__ == "__main__":
    draw()
