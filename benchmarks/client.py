"""The least HTTP client that will do, so that what is measured is the server."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any


class Line:
    """One kept connection to the web process."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of a page."""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return self._answer()

    def post(self, path: str, data: dict[str, Any]) -> tuple[int, bytes]:
        """Status and body after sending JSON."""
        body = json.dumps(data).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.socket.sendall(head.encode() + body)
        return self._answer()

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def _answer(self) -> tuple[int, bytes]:
        status = int(self.file.readline().split()[1])
        size = 0
        while (line := self.file.readline().strip()) != b"":
            name, _colon, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        return status, self.file.read(size)


def fetch(port: int, path: str, *, times: int, lines: int) -> float:
    """Seconds to fetch a page `times` times over `lines` connections. Raises on another answer."""

    def some(line: Line) -> None:
        for _ in range(times // lines):
            status, _body = line.get(path)
            if status != 200:
                raise RuntimeError(f"{path} answers {status}")

    opened = [Line(port) for _ in range(lines)]
    with ThreadPoolExecutor(lines) as pool:
        start = time.perf_counter()
        list(pool.map(some, opened))
        seconds = time.perf_counter() - start
    for line in opened:
        line.close()
    return seconds
