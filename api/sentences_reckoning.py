"""Audit sentences of the record, the clock, the daily tick, schemes and calendars, in Chinese."""

SENTENCES: dict[str, str] = {
    "record.created.v1": "建立记录 {incarnation}（演示：{demonstration}）",
    "clock.accepted.v1": "管理员确认系统时钟：上一条记录 {was_at}，现在 {now_at}，理由：{reason}",
    "tick.day_reached.v1": "每日核对已至 {day}",
    "scheme.issued.v1": "印发方案 {scheme}，第 {version} 版",
    "scheme.amended.v1": "修订方案 {scheme} 为第 {version} 版，自 {effective_on} 起施行：{changes}；理由：{reason}",
    "calendar.year_published.v1": "公布 {year} 年工作日历：放假 {days_off}；调休上班 {workdays}；依据 {source}",
    "duty.missed.v1": "{unit} 逾期未报：{kind}，任务 {task_no}，时段 {period}，应于 {due_on} 前报送",
}
