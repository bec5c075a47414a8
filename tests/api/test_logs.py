"""Log lines: `event key=value` or JSON, and never what the variables held."""

import json
import logging

import pytest
import structlog

from api import logs


@pytest.fixture(autouse=True)
def as_before():
    logger = logging.getLogger("ducha")
    kept = (logger.handlers, logger.level, logger.propagate)
    yield
    structlog.reset_defaults()
    logger.handlers, logger.level, logger.propagate = kept


def _fail(telephone: str) -> None:
    raise RuntimeError("a defect")


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_defect_is_logged_without_what_its_variables_held(form, capsys):
    logs.configure(form)
    try:
        _fail("138" + "00138000")
    except RuntimeError as error:
        structlog.get_logger().error("request_failed", request_id="r 1", exc_info=error)
    said = capsys.readouterr().err
    assert "a defect" in said
    assert "13800138000" not in said


def test_a_json_line_is_json(capsys):
    logs.configure("json")
    structlog.get_logger().info("token_refused", address="10.0.0.1")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["address"], line["level"]) == ("token_refused", "10.0.0.1", "info")
    assert line["timestamp"].endswith("Z")


def test_a_plain_line_is_an_event_with_its_keys(capsys):
    logs.configure("console")
    structlog.get_logger().warning("read_file_error", why="disk full", model="audit_log")
    assert capsys.readouterr().err.endswith(" warning read_file_error why='disk full' model=audit_log\n")


def test_the_lower_layers_lines_come_out_alike(capsys):
    logs.configure("json")
    logging.getLogger("ducha.read").error("model_parked name=%s", "audit_log")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"]) == ("model_parked name=audit_log", "error")
