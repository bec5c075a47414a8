"""What the audit log says of reminders."""

SENTENCES: dict[str, str] = {
    "reminder.prepared.v1": "催办 {unit}（{day}）：{duties}",
    "reminder.delivered.v1": "{day} 催办已经 {channel} 送出（收件：{to}，第 {attempt} 次），涉及 {units}",
    "reminder.failed.v1": "{day} 催办经 {channel} 未能送出（收件：{to}，第 {attempt} 次），下次重试：{again_at}",
}
