"""What people read in an evidence bundle: the minutes, a report in plain Chinese, and what a records office needs."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from api.minutes_text import minutes_text
from api.sentences import sentence
from domain import events as e
from domain.record import Recorded
from service import known
from service.app import App
from service.filed_records import titles
from service.gather_evidence import Evidence
from service.record_sheet import sheet_of, unit_name

_WHAT_IT_PROVES = """怎样核验
  运行 ducha verify 本文件；也可以按 docs/verify.md 逐字节自行计算，不需要本系统。
  核验通过说明：lines.json 中的每一条记录都在下面这个根所代表的记录之中，一个字节也没有改动；
  正文、附件正是这些记录登记的那些；约谈记录的各条没有缺号（未对本单位公开的草稿已列明）。
  核验不能说明：录入的内容本身属实；纸面上有而从未录入的事；此后又发生的事。

尚无签名检查点
  本系统目前没有签发检查点。根由督查室的系统给出，单凭本文件不能证明它没有被整体重做。
  请将下面的条数与根，同别处（纪检、档案部门、被约谈单位或已发出的通报）留存的同一条数的根核对；
  没有别处留存的，请自收到本文件之日起留存。
"""


def papers(app: App, found: Evidence) -> dict[str, bytes]:
    """Return the papers by their names in the bundle."""
    versions = found.record.versions
    written = [minutes_text(sheet_of(app, app.store, found.record, versions[0]))]
    if len(versions) > 1:
        after = "、".join(f"第{version.correction}号" for version in versions[1:])
        latest = minutes_text(sheet_of(app, app.store, found.record, versions[-1]))
        written += [f"\n以上为入档原文，从未改动。经{after}更正后的记录如下：\n\n", latest]
    about = msgspec.json.format(msgspec.json.encode(_about(app, found)), indent=1)
    return {"report.txt": _report(app, found).encode(), "minutes.txt": "".join(written).encode(), "about.json": about}


def _about(app: App, found: Evidence) -> dict[str, Any]:
    """Return the metadata a records office needs; what nobody has fixed yet is null."""
    interview, record = found.record.interview, found.record.record
    scheme = known.scheme_of(app.store, interview.scheme)
    on = {"proposed": interview.proposed_on, "approved": interview.approved_on, "convened": interview.convened_on,
          "held": interview.held_on, "filed": record.filed_on, **_days(found)}  # fmt: skip
    posts = titles(app.store, (record.host, record.approved_by, *(a.post for a in record.attendees)))
    sat = [{"side": a.side, "person": a.person, "post": posts.get(a.post, a.post), "unit": a.unit}
           for a in record.attendees]  # fmt: skip
    filed = next(proven.line for proven in found.lines if isinstance(proven.line.event, e.InterviewRecordFiled))
    return {
        "archive_number": interview.archive_number or None, "title": _title(found), "number": record.number,
        "interview": record.interview, "creator": {"issuer": scheme.issuer, "filed_by": _who(filed)},
        "scheme": {"id": interview.scheme, "title": scheme.title, "number": scheme.number},
        "dates": {name: day for name, day in on.items() if day}, "language": "zh",
        "retention": None, "retention_note": "保管期限由档案部门鉴定，系统未设定",
        "host": posts.get(record.host, record.host), "recorder": record.recorder, "attendees": sat,
        "approved_by": posts.get(record.approved_by or "", record.approved_by),
        "units": [{"unit": a.unit, "role": a.role, "name": unit_name(app.store, a.unit, record.filed_on)}
                  for a in record.units],
        "task_no": record.task_no, "notices": record.notices,
        "disputes": [{"dispute": d.dispute, "unit": d.unit, "state": d.state, "outcome": d.outcome}
                     for d in interview.file.disputes],
        "corrections": interview.file.confirmed,
        "files": [{"sha256": f.sha256, "sm3": f.sm3, "size": f.size, "kind": f.kind} for f in found.files],
    }  # fmt: skip


def _days(found: Evidence) -> dict[str, Any]:
    days = {}
    for event in (proven.line.event for proven in found.lines):
        match event:
            case e.InterviewSigned():
                days["signed"] = event.signed_on
            case e.InterviewReported():
                days["reported"] = event.reported_on
            case e.InterviewArchived():
                days["archived"] = event.archived_on
    return days


def _report(app: App, found: Evidence) -> str:
    zone = app.settings.zone
    told = [_title(found) + "　证据说明", "", _WHAT_IT_PROVES, f"条数：{found.size}", f"根：{found.root.hex()}",
            f"记录库：{found.incarnation}", "", "经过（按登记先后）"]  # fmt: skip
    told += [_told(proven.line, zone) for proven in found.lines]
    if found.omitted:
        told += ["", f"未对本单位公开的草稿：第{_listed(line.position for line in found.omitted)}条"]
    if found.missing:
        told += ["", f"登记在案而文件不在系统中的附件：{_listed(found.missing)}"]
    told += ["", "名称对照", *_names(app, found), "", f"保管期限：由档案部门鉴定；档号：{_archive(found)}"]
    return "\n".join(told) + "\n"


def _told(line: Recorded, zone: ZoneInfo) -> str:
    at = line.meta.recorded_at.astimezone(zone)
    return f"  第{line.position}条　{at:%Y-%m-%d %H:%M:%S}　{_who(line)}：{sentence(line.name, line.event, zone)}"


def _who(line: Recorded) -> str:
    meta = line.meta
    who = " ".join(part for part in (meta.person, meta.account, meta.post, meta.unit) if part)
    return f"{who}（代录 {meta.on_behalf_of}）" if meta.on_behalf_of else who


def _names(app: App, found: Evidence) -> list[str]:
    record = found.record.record
    posts = titles(app.store, (record.host, record.approved_by, *(proven.line.meta.post for proven in found.lines)))
    units = {a.unit: unit_name(app.store, a.unit, record.filed_on) for a in record.units}
    return [f"  {code}：{name}" for code, name in (units | posts).items()]


def _title(found: Evidence) -> str:
    record = found.record.record
    return f"约谈记录 {record.number}（任务 {record.task_no}）"


def _archive(found: Evidence) -> str:
    return found.record.interview.archive_number or "尚未归档"


def _listed(parts: Iterable[Any]) -> str:
    return "、".join(str(part) for part in parts)
