"""Every read model, in the order in which each line is applied to them."""

from projections import audit_log, frame, important_problems, task_state
from projections.model import Model

MODELS: tuple[Model, ...] = (frame.MODEL, task_state.MODEL, audit_log.MODEL, important_problems.MODEL)
