"""A WSGI callable that hands over so many bytes, and nothing else: what the server itself costs.

Its headers are those of a page, in the variable `HEADERS`.
"""

import json
import os
from collections.abc import Callable
from functools import cache
from typing import Any

HEADERS = "BENCH_HEADERS"
told = list(json.loads(os.environ.get(HEADERS, "{}")).items())


@cache
def answer(path: str) -> tuple[list[tuple[str, str]], list[bytes]]:
    size = int(path.strip("/")) if path.strip("/").isdigit() else 0
    return [*told, ("Content-Length", str(size))], [b"x" * size]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    headers, body = answer(environ["PATH_INFO"])
    start_response("200 OK", headers)
    return body
