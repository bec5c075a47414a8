"""An interview record as plain Chinese text: as it is signed, as a bundle holds it, as copies are held against it."""

from collections.abc import Iterable

from api.vocabulary import chinese
from domain.interview_record import TEXTS
from domain.record_versions import Words
from service.record_sheet import Sheet

ERASED = "〔内容已依法删除〕"


def minutes_text(sheet: Sheet) -> str:
    """Return one version of the record; texts stand in it exactly as they were dictated."""
    words = sheet.words
    units = (f"{name}（{chinese('role_in_task', role)}）" for name, role in sheet.units)
    lights = (f"{node} {chinese('light', light)}" for node, light in sheet.lights)
    parts = [
        "约谈记录",
        f"文号：{sheet.number}（{sheet.interview}）",
        f"督查任务：{sheet.task_no}",
        f"约谈层级：第{sheet.level}级",
        f"被约谈单位：{_listed(units)}",
        f"亮灯情况：{_listed(lights)}",
        f"整改通知书：{_listed(sheet.notices)}",
        f"批准：{sheet.approved_by or '（无）'}，{sheet.approved_on.isoformat()}",
        f"时间：{sheet.held_at:%Y-%m-%d %H:%M}",
        f"地点：{_of(words, 'place')}",
        f"主谈人：{sheet.host}",
        f"记录人：{_of(words, 'recorder')}",
        f"参加人员：\n{_of(words, 'attendees')}",
        *(f"{chinese('record_field', name)}：\n{_of(words, name)}" for name in TEXTS),
        "承诺事项：",
        *(f"{p.commitment}．{p.text or ERASED}\n（{p.unit}，{p.due_on.isoformat()}前）" for p in sheet.promises),
        f"入档日期：{sheet.filed_on.isoformat()}",
    ]
    return "\n".join(parts) + "\n"


def _of(words: Words, field: str) -> str:
    return words.get(field, ERASED)


def _listed(parts: Iterable[str]) -> str:
    return "、".join(parts) or "（无）"
