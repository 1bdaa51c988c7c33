"""Installs what only npm has, for those who work on Marrow: none of it is in what they run.

    python3 -m config.npm markup      the Nu HTML checker, and the Java that runs it
    python3 -m config.npm lighthouse  Lighthouse; it uses the browser of the tests

requirements/NAME holds the exact packages with their hashes; they go to .venv/NAME. No script of
theirs is run when they are installed.
"""

import os
import re
import shutil
import subprocess
import sys

from config import bootstrap
from config.bootstrap import VENV, CannotStart

TOOLS = {"markup": "The HTML checker", "lighthouse": "Lighthouse"}
NEEDED = {"markup": 100, "lighthouse": 400}  # MB
OLDEST_JAVA = 17
LOCKED = ("package.json", "package-lock.json")


def main(words):
    """Installs the tools that `words` name; answers the exit code."""
    return bootstrap.in_one_sentence(lambda: [need(name) for name in words])


def need(name):
    """Sees to it that a tool is there, with what runs it."""
    if name == "markup":
        need_java()
    with bootstrap.only_one():
        install(name)


def need_java():
    """Sees to it that there is a Java new enough."""
    if java() >= OLDEST_JAVA:
        return
    why = f"The HTML checker needs Java {OLDEST_JAVA} or later"
    bootstrap.apt_install("default-jre-headless", why, ", or run `make test MARKUP=no`")
    if java() < OLDEST_JAVA:
        raise CannotStart(f"{why}, and the Java on PATH is older.")


def java():
    """The number of the Java on PATH, 0 where there is none: 17 for 17.0.15, 8 for 1.8."""
    try:
        asked = subprocess.run(["java", "-version"], capture_output=True, text=True)
    except OSError:
        return 0
    found = re.search(r'version "(?:1\.)?(\d+)', asked.stderr)
    return int(found[1]) if found else 0


def install(name):
    """Installs the locked packages of a tool, unless exactly these are there already."""
    here, there = os.path.join(bootstrap.ROOT, "requirements", name), os.path.join(VENV, name)
    stamp, wanted = os.path.join(there, "installed"), read(os.path.join(here, LOCKED[1]))
    if read(stamp) == wanted:
        return
    if shutil.which("npm") is None:
        bootstrap.apt_install("npm", f"{TOOLS[name]} comes from npm, which is missing")
    free = shutil.disk_usage(VENV).free // 1000000
    if free < NEEDED[name]:
        raise CannotStart(f"The disk has {free} MB free, and {name} needs {NEEDED[name]} MB.")
    bootstrap.say(f"Installing {TOOLS[name]} into .venv (once) …")
    shutil.rmtree(there, ignore_errors=True)
    os.makedirs(there)
    for locked in LOCKED:
        shutil.copy(os.path.join(here, locked), there)
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(
        ["npm", *words],
        cwd=there,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise CannotStart(bootstrap.explained(done.stdout, f"npm could not install {name}"))
    with open(stamp, "w") as file:
        file.write(wanted)


def read(path):
    """What a file holds; None where there is none."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
