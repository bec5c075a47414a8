"""Sentences of refusals about lights, corrections and rectification notices."""

WORDS: dict[str, str] = {
    "lights.withdrawn": "任务 {task_no} 已撤销，不再亮灯。",
    "lights.completed": "任务 {task_no} 已提前办结，{node} 节点不再评定。",
    "lights.already_set": "任务 {task_no} 的 {node} 节点已经亮灯，只能更正，不能重新亮灯。",
    "lights.extension_runs": "任务 {task_no} 的 {node} 节点已获准延期，新的期限未到，期满后补充亮灯。",
    "lights.provisional": (
        "任务 {task_no} 的 {node} 节点报送时限 {due_on} 为暂定（当年放假安排尚未公布），暂定日期不得作为亮灯依据；"
        "请先公布该年工作日历。"
    ),
    "lights.not_yet_due": "任务 {task_no} 的 {node} 节点报送时限是 {due_on}，过了这一天方可亮灯。",
    "lights.differs_without_reason": (
        "任务 {task_no} 的 {node} 节点，系统依规则建议{proposed}，决定为{decided}："
        "灯色或完成日期与建议不一致，须说明理由。"
    ),
    "lights.only_an_extension_defers": "只有在期限前申请、获准延期至节点之后的任务才能列为延期。",
    "lights.drafter_may_not_issue": "{node} 节点亮灯决定的拟稿人不能同时签发，请由另一人签发。",
    "lights.nothing_to_issue": "{node} 节点没有可签发的亮灯决定：请先作出决定，或先保存草稿。",
    "lights.correction_changes_nothing": "任务 {task_no} 的 {node} 节点灯色和完成日期与现行一致，无须更正。",
    "lights.correction_confirmed": "任务 {task_no} 的第 {correction} 号更正已经确认。",
    "lights.second_person": "任务 {task_no} 的第 {correction} 号更正须由提出人以外的人确认。",
    "notices.limit_provisional": (
        "任务 {task_no} 的整改期限 {due_on} 落在放假安排尚未公布的年份，不能作为通知书期限；请先公布该年工作日历。"
    ),
    "notices.nobody_addressed": "任务 {task_no} 没有可送达的责任单位，请先确认责任单位。",
    "notices.already_received": "{unit} 已签收 {number}。",
    "notices.closed": "{number} 已有整改核查结论（{state}），不能再答复或核查。",
    "notices.await_answer": "{number} 尚未答复，且整改期限 {limit_on} 未过，答复或期满之后方可核查。",
    "notices.voided": "{number} 已作废。",
    "notices.void_not_proposed": "尚无人提出作废 {number}；须一人提出、另一人确认。",
    "notices.second_person": "{number} 的作废须由提出人以外的人确认。",
    "done_in_the_future": "完成日期不得晚于今天（填写的是 {done_on}）。",
    "decision_named_twice": "任务 {task_no} 重复列出，请删去一处。",
    "light_or_done_on_missing": "请填写更正后的完成日期或灯色。",
    "needed_when_not_rectified": "核查为未整改到位须说明理由。",
    "name_the_scheme": "{node} 节点见于多个方案，请选定方案：{known}。",
    "unknown_node": "方案中没有 {node} 节点，可用的节点：{known}。",
    "unknown_light": "没有这种灯色：{light}。",
    "unknown_condition": "亮灯规则中没有这种条件：{condition}。",
    "last_case_must_hold_always": "亮灯规则的最后一项须不带条件，否则有的任务会没有灯。",
    "no_case_holds": "亮灯规则 {profile} 没有一项适用，请修订方案。",
}
