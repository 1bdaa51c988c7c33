"""Debian's nginx, and wrk to ask it and us: a client in Python would be slower than either."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.client import Line
from benchmarks.processes import PATIENCE, free_port

LINES = 16  # connections at once
# As a careful host would set it up to give one file away again and again. As many processes as the
# web has; `reuseport` spreads the connections over them, or one often gets them all.
CONFIGURATION = """
daemon off; worker_processes 2; pid {folder}/pid; error_log stderr crit; {user}
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; etag on;
  open_file_cache max=100; default_type "text/html; charset=utf-8";
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port} reuseport; root {folder}/pages;
            max_ranges 0; add_header Last-Modified ""; {headers} }}
}}
"""
SENT_ANYWAY = ("content-length", "server", "date", "connection")  # by every server itself
OWN = (*SENT_ANYWAY, "content-type", "etag")  # what nginx says in words of its own


def program(name: str) -> str | None:
    """Where a program is, also where only root looks."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


@contextmanager
def nginx(pages: Mapping[str, bytes], headers: Mapping[str, str]) -> Iterator[int | None]:
    """Serve these files with these headers; the port, or None where there is no nginx."""
    found = program("nginx")
    if found is None:
        yield None
        return
    with TemporaryDirectory(prefix="marrow-nginx-") as name:
        folder, port = Path(name), free_port()
        (folder / "pages").mkdir()
        for page, body in pages.items():
            (folder / "pages" / page).write_bytes(body)
        user = "user root;" if folder.owner() == "root" else ""
        text = CONFIGURATION.format(folder=folder, port=port, user=user, headers=added(headers))
        (folder / "nginx.conf").write_text(text)
        server = subprocess.Popen([found, "-p", name, "-c", f"{name}/nginx.conf"])
        try:
            _wait_for(port, next(iter(pages)))
            yield port
        finally:
            server.terminate()
            server.wait()


def added(headers: Mapping[str, str]) -> str:
    """The lines with which nginx sends them too."""
    told = {name: value for name, value in headers.items() if name.lower() not in OWN}
    return " ".join(f'add_header {name} "{value}";' for name, value in told.items())


UNITS = {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}
READ = re.compile(r"(\d+) requests in .*, ([\d.]+)([KMG]?B) read")


def a_second(port: int, path: str, *, size: int, seconds: float) -> float:
    """Answers a second, with as many questions as wrk can ask.

    Raises on any other than 200, and where they did not hold `size` bytes each.
    """
    found = program("wrk")
    assert found is not None
    # Its own threads would take the processor from those whom it asks.
    words = ["-t", "1", "-c", str(LINES), "-d", f"{max(1, round(seconds))}s"]
    url = f"http://127.0.0.1:{port}{path}"
    said = subprocess.run(
        [found, *words, "-H", "Host: localhost", url], capture_output=True, text=True, check=True
    ).stdout
    rate, read = re.search(r"Requests/sec:\s+([\d.]+)", said), READ.search(said)
    if rate is None or read is None or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{path}: {said}")
    if float(read[2]) * UNITS[read[3]] < 0.99 * int(read[1]) * size:  # it tells two decimals
        raise RuntimeError(f"{path} answers less than {size} bytes: {said}")
    return float(rate[1])


def _wait_for(port: int, page: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            line = Line(port)
            assert line.get(f"/{page}")[0] == 200
            line.close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
