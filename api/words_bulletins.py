"""Sentences of refusals about bulletins."""

WORDS: dict[str, str] = {
    "bulletin.published": "{bulletin} 已经印发，不能再改；有错请提出更正。",
    "bulletin.not_published": "{bulletin} 尚未印发，直接改草稿即可，无须更正。",
    "bulletin.drafter_may_not_publish": "{bulletin} 的拟稿人不能同时签发，请由另一人签发。",
    "bulletin.period_not_over": "{period} 要到 {ends_on} 才结束，请在期满之后编发专刊。",
    "bulletin.special_published": "{period} 的民生实事专刊已经印发（{bulletin}）；有错请提出更正。",
    "bulletin.correction_confirmed": "第 {correction} 号更正已经确认。",
    "bulletin.second_person": "第 {correction} 号更正须由提出人以外的人确认。",
    "bulletin.correction_overtaken": "第 {correction} 号更正要撤回的内容已由别的更正撤回，请重新提出。",
    "name_the_scheme_of_period": "{period} 年度的方案不是恰好一个，请选定方案，可用的有：{known}。",
    "unknown_bulletin_kind": "没有“{kind}”这种通报，可用的有：{known}。",
    "needs_a_number": "通报编号须含 {{n}} 一处，不得有其他花括号：{value}。",
    "unit_has_no_part": "{unit} 不是任务 {task_no} 的责任单位，请改选有责任的单位。",
    "mention_named_twice": "{unit} 在同一栏中就同一任务写了两次，请删去一处。",
    "unknown_mention": "该栏没有第 {mention} 条。",
    "mention_withdrawn_already": "第 {mention} 条已经撤回或重复列出。",
    "unit_code_reserved": "{value} 是保留代码，不能用作单位代码，请另选。",
}
