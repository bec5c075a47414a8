"""Sentences of refusals about leaders' instructions, inspections and untrue reports."""

WORDS: dict[str, str] = {
    "task_not_known": "没有任务 {task_no}，或不属您分管。",
    "instruction_not_known": "没有批示 {instruction}；不因批示而起的督查请填工作台账（ledger）。",
    "named_twice": "{name} 重复列出，请删去一处。",
    "given_in_the_future": "批示日期不得晚于收到之日（{on}）。",
    "not_the_acting_post": "您以职务 {post} 办理，填写的领导与之不符，请填同一职务。",
    "not_a_leaders_post": "职务 {post} 不是市领导职务，不能作出批示，请改选。",
    "instruction.account_has_no_post": "本账号没有职务，不能以领导名义批示。",
    "instruction.not_answered_yet": "批示 {instruction} 尚无回复，有回复之后方可办结。",
    "instruction.closed": "批示 {instruction} 已于 {closed_on} 办结。",
    "visited_in_the_future": "督查只能事后登记：{visited_on} 尚未到。",
    "finding_named_twice": "任务 {task_no} 的 {node} 节点重复列出，请删去一处。",
    "done_on_of_what_is_not_done": "未查明已完成的，不能写明完成日期，请删去日期。",
    "done_after_the_visit": "完成日期不得晚于督查当日（{visited_on}）。",
    "unit_not_inspected": "{unit} 与本次督查的任务无关，不能向其通报，请删去。",
    "inspection.already_published": "督查 {inspection} 已向这些单位通报。",
    "inspection_of_other_tasks": "督查 {inspection} 没有查看任务 {task_no}，请改选或不填。",
    "report.found_untrue": "第 {report_no} 号报告已被认定不实。",
    "report.untruth_not_proposed": "尚无人提出认定第 {report_no} 号报告不实；须一人提出、另一人确认。",
    "report.second_person": "第 {report_no} 号报告的不实认定须由提出人以外的人确认。",
}
