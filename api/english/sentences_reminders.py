"""What the audit log says of reminders, in English."""

SENTENCES: dict[str, str] = {
    "reminder.prepared.v1": "{unit} reminded on {day}: {duties}",
    "reminder.delivered.v1": "Reminders of {day} sent by {channel} to {to} (attempt {attempt}), about {units}",
    "reminder.failed.v1": "Reminders of {day} not sent by {channel} to {to} (attempt {attempt}); again: {again_at}",
}
