"""Sentences of refusals about leaders' instructions, inspections and untrue reports."""

WORDS: dict[str, str] = {
    "task_not_known": "没有任务 {task_no}，或不属您分管。",
    "instruction_not_known": "没有批示 {instruction}；不因批示而起的督查请填 ledger。",
    "named_twice": "{name} 重复列出。",
    "given_in_the_future": "批示日期不得晚于收到之日（{on}）。",
    "not_the_acting_post": "批示应以岗位 {post} 的名义登记；leader 与之不符。",
    "not_a_leaders_post": "岗位 {post} 不是市领导岗位，不能作出批示。",
    "instruction.account_has_no_post": "本账号没有岗位，不能以领导名义批示。",
    "instruction.not_answered_yet": "批示 {instruction} 尚无回复，不能办结。",
    "instruction.closed": "批示 {instruction} 已于 {closed_on} 办结。",
    "visited_in_the_future": "督查只能事后登记：{visited_on} 尚未到。",
    "finding_named_twice": "任务 {task_no} 的 {node} 节点重复列出。",
    "done_on_of_what_is_not_done": "未查明已完成的，不能写明完成日期。",
    "done_after_the_visit": "完成日期不得晚于督查当日（{visited_on}）。",
    "unit_not_inspected": "{unit} 与本次督查的任务无关，不能向其通报。",
    "inspection.already_published": "督查 {inspection} 已向这些单位通报。",
    "inspection_of_other_tasks": "督查 {inspection} 没有查看任务 {task_no}。",
    "report.found_untrue": "第 {report_no} 号报告已被认定不实。",
    "report.untruth_not_proposed": "第 {report_no} 号报告尚无人提出不实认定。",
    "report.second_person": "第 {report_no} 号报告的不实认定须由提出人以外的人确认。",
}
