"""Log lines on standard error: `event key=value`, or JSON; no personal names, no report text, no token."""

import logging
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer


def configure(form: str = "console") -> None:
    """Set up structlog and send the standard library's loggers through it. `form`: json or console."""
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # Frames with their local variables would put report texts and tokens into the log.
        structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))
        if form == "json"
        else structlog.processors.format_exc_info,
    ]
    last: Any = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else _key_values
    structlog.configure(
        processors=[*shared, last],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    logger = logging.getLogger("ducha")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _key_values(_logger: Any, _method: str, line: dict[str, Any]) -> str:
    """Render `event key=value`; a traceback goes below."""
    trace = line.pop("exception", None)
    head = f"{line.pop('timestamp')} {line.pop('level')} {line.pop('event')}"
    said = " ".join([head, *(f"{key}={_quoted(value)}" for key, value in line.items())])
    return f"{said}\n{trace}" if trace else said


def _quoted(value: Any) -> str:
    text = str(value)
    return repr(text) if any(mark in text for mark in ' "=\n') else text
