"""Web, relay and worker as `make run` starts them, with the settings of the benchmarks."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from config.embedded import Home
from config.embedded.children import Child
from config.supervisor import Supervisor

TICK = os.sysconf("SC_CLK_TCK")
BARE = "benchmarks.bytes_alone:application"
PATIENCE = 60.0  # seconds until the web process must answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(*names: str, **settings: str) -> Iterator[dict[str, Child]]:
    """Start these of "web", "bare", "relay" and "worker"; they have ended when the block has.

    "bare" is the web process with `bytes_alone` in place of Marrow. `settings`: more of the
    environment.
    """
    port = free_port()
    home = Home(Path(os.environ["MARROW_HOME"]))
    house = Supervisor(home, host="127.0.0.1", port=port, signals=None)  # it waits for nobody here
    with ExitStack() as stack:
        children = {}
        for name in names:
            house.environment = {**os.environ, **settings, "PGAPPNAME": name, "PORT": str(port)}
            bare = name == "bare"
            child = house.web(name, BARE) if bare else getattr(house, name)()
            children[name] = child.start()
            stack.callback(child.stop)
        try:
            if {"web", "bare"} & children.keys():
                wait_for(house)
            yield children
        except TimeoutError as error:
            logs = [f"{child.log}:\n{child.tail()}" for child in children.values()]
            raise TimeoutError("\n\n".join([str(error), *logs])) from None


def wait_for(house: Supervisor) -> None:
    """Until the web process answers. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE
    while not house.answers():
        if time.monotonic() > deadline:
            raise TimeoutError("the web process does not answer")
        time.sleep(0.1)


def port_of(web: Child) -> int:
    return int(web.argv[list(web.argv).index("--port") + 1])


def processor_seconds(child: Child) -> float:
    """Processor time that a process and its children have used so far, in seconds."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(words[3]) == child.pid:  # its session
            total += int(words[11]) + int(words[12])
    return total / TICK
