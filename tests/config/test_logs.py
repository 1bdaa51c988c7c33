"""What the logs say of an error: its type and its place, and never its words."""

import io
import json
import logging

import pytest
import structlog


@pytest.fixture
def out():
    """What the handler of the settings writes."""
    handler = next(one for one in logging.getLogger().handlers if one.get_name() == "out")
    assert isinstance(handler, logging.StreamHandler)
    before = handler.setStream(io.StringIO())
    yield handler.stream
    handler.setStream(before)


@pytest.mark.parametrize("logger", [logging.getLogger("some"), structlog.get_logger("some")])
def test_an_error_is_told_by_its_type_and_place(out, logger):
    try:
        raise ValueError("my sister's name is Ruth")
    except ValueError:
        logger.exception("it went wrong")
    line = json.loads(out.getvalue())
    assert line.pop("timestamp")
    assert line.pop("where")[-1].startswith("config/test_logs.py:")
    assert line == {
        "event": "it went wrong",
        "level": "error",
        "logger": "some",
        "exception": "ValueError",
    }


def test_an_error_on_a_page_does_not_name_its_address(out):
    logging.getLogger("django.request").error("%s: %s", "Internal Server Error", "/stories/ruth/")
    assert json.loads(out.getvalue())["event"] == "Internal Server Error"
