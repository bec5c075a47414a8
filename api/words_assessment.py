"""Sentences of refusals about manual score entries and finalised assessments."""

WORDS: dict[str, str] = {
    "too_many_decimals": "分值最多 {most} 位小数：{value}。",
    "score.entry_confirmed": "第 {entry} 号加减分已经确认。",
    "score.second_person": "第 {entry} 号加减分须由提出人以外的人确认。",
    "assessment.finalised": "方案 {scheme} 的考核结果已于 {on} 定稿，不再改动；此后的变化另列差异。",
    "assessment.year_not_over": "方案 {scheme} 到 {ends_on} 才结束，期满之后方可定稿。",
    "assessment.lights_missing": "{node} 节点还有 {count} 项任务没有亮灯（{tasks}），请先亮灯再定稿。",
    "assessment.not_proposed": "尚无人提出将方案 {scheme} 的考核结果定稿；须一人提出、另一人确认。",
    "assessment.second_person": "方案 {scheme} 的定稿须由提出人以外的人确认。",
}
