"""Logs say where something went wrong and never about whom."""

import json
import logging
import sys

import pytest

from config.log_format import JsonFormatter, TextFormatter

PERSON = "Nguyễn Văn Quyết"


def record_of_refused_row() -> logging.LogRecord:
    try:
        try:
            raise ValueError(f"Key (full_name)=({PERSON}) already exists")
        except ValueError as error:
            raise RuntimeError(f"row of {PERSON} refused") from error
    except RuntimeError:
        return logging.LogRecord("orgchart", logging.ERROR, __file__, 1, "Job %s failed.", (7,), sys.exc_info())


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()], ids=["json", "text"])
def test_log_line_keeps_places_and_types_without_messages(formatter):
    line = formatter.format(record_of_refused_row())

    assert PERSON not in line
    assert "builtins.ValueError" in line
    assert "builtins.RuntimeError" in line
    assert "record_of_refused_row" in line


def test_log_line_of_a_server_is_one_json_object():
    line = JsonFormatter().format(record_of_refused_row())

    assert "\n" not in line
    assert json.loads(line)["message"] == "Job 7 failed."
