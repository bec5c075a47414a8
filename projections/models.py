"""Every read model, in the order in which each line is applied to them."""

from projections import (
    audit_log,
    bulletins,
    burden,
    erasure_file,
    frame,
    handed_in,
    important_problems,
    inspection_file,
    instruction_file,
    interview_file,
    named_files,
    open_notices,
    reminders,
    task_state,
    unit_performance,
    what_is_due,
    what_is_proposed,
)
from projections.model import Model

MODELS: tuple[Model, ...] = (
    frame.MODEL,
    task_state.MODEL,
    what_is_due.MODEL,
    open_notices.MODEL,
    interview_file.MODEL,
    unit_performance.MODEL,
    important_problems.MODEL,
    bulletins.MODEL,
    instruction_file.MODEL,
    inspection_file.MODEL,
    named_files.MODEL,
    erasure_file.MODEL,
    reminders.MODEL,
    what_is_proposed.MODEL,
    handed_in.MODEL,
    burden.MODEL,  # asks the duties who sent a report
    audit_log.MODEL,
)
