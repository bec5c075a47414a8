"""Chinese sentences for what is refused about calendars, schemes, duties, the daily tick and scores."""

WORDS: dict[str, str] = {
    # calendar
    "outside_the_year": "{day} 不在 {year} 年内。",
    "not_a_weekday": "{day} 是周末，本来就不上班；放假安排只列周一至周五。",
    "not_a_weekend": "{day} 不是周末；调休上班只列周六、周日。",
    "day_named_twice": "{day} 写了两次，请删去一处。",
    "calendar.already_so": "{year} 年的工作日历已按此公布。",
    # schemes
    "wrong_kind": "值的类型不对：{value}。",
    "needs_by_or_working_days": "须写明截止日期（by）或工作日数（working_days），二者择一。",
    "unknown_path": "方案中没有“{step}”这一项。",
    "never_changes": "方案编号、版本、年度和时区不能修订。",
    "before_the_last_amendment": "生效日期不得早于上一次修订的生效日期 {last_on}。",
    "before_starts_on": "结束日期早于开始日期。",
    "not_in_order": "节点须按截止日期先后排列。",
    "not_a_formula": '不是可读的公式，须为 JSON 对象，如 {{"points": {{"yellow": -1}}}}：{detail}',
    "above_base": "最低分不得高于基础分。",
    "unknown_kind": "没有“{kind}”这种应办事项，可用的有：{known}。",
    "unknown_addressee": "报送对象只能是督查室（office）或牵头单位（lead）。",
    "unknown_period": "没有“{period}”这个时段。",
    "period_outside_scheme": "{period} 与方案年度相距过远。",
    "needs_year_and_number": "通知书编号须含 {{year}} 和 {{n}} 各一处，不得有其他花括号：{number}。",
    "unknown_timezone": "没有“{timezone}”这个时区。",
    "scheme.issued_already": "方案 {scheme} 已经印发；如需更改请修订。",
    "scheme.already_so": "方案 {scheme} 已是如此，没有需要修订的内容。",
    # duties and the tick
    "negative": "不能为负数。",
    "duty.not_owed": "这一时段没有此项应办事项；应办的时段为：{periods}。",
    "day_not_come": "{until} 尚未到来，今天是 {today}。",
}
