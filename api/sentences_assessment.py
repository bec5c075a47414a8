"""What the audit log says of manual score entries and finalised assessments."""

SENTENCES: dict[str, str] = {
    "score.entry_proposed.v1": "提出 {scheme} 第 {entry} 号加减分：{unit}（任务 {task_no}）{points} 分，理由：{reason}",
    "score.entry_confirmed.v1": (
        "确认 {scheme} 第 {entry} 号加减分（由 {proposed_by} 提出）：{unit}（任务 {task_no}）{points} 分，"
        "理由：{reason}"
    ),
    "assessment.finalisation_proposed.v1": "提出将 {scheme} 的考核结果定稿：{reason}",
    "assessment.finalised.v1": (
        "确认 {scheme} 的考核结果定稿（由 {proposed_by} 提出），依据第 {position} 条记录时的数据：{reason}"
    ),
}
