"""What the audit log says of the record, the clock, the daily tick, schemes and calendars, in English."""

SENTENCES: dict[str, str] = {
    "record.created.v1": "Record {incarnation} created (demonstration: {demonstration})",
    "clock.accepted.v1": (
        "System clock accepted by the administrator: last line {was_at}, now {now_at}, reason: {reason}"
    ),
    "tick.day_reached.v1": "Daily check done up to {day}",
    "scheme.issued.v1": "Scheme {scheme} issued, version {version}",
    "scheme.amended.v1": (
        "Scheme {scheme} amended to version {version}, in force from {effective_on}: {changes}; reason: {reason}"
    ),
    "calendar.year_published.v1": (
        "Calendar of {year} published: days off {days_off}; make-up working days {workdays}; source: {source}"
    ),
    "duty.missed.v1": "{unit} missed a duty: {kind}, task {task_no}, period {period}, due on {due_on}",
}
