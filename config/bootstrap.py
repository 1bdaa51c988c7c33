"""Makes the virtual environment that everything else runs in; needs nothing but Python.

    python3 -m config.bootstrap run          what Marrow needs to run
    python3 -m config.bootstrap dev          and its tests and linters
    python3 -m config.bootstrap dev browser  and a browser for the tests
    python3 -m config.bootstrap dev bench    and what `make bench` compares with

Old Pythons must be able to read this file, for it is what tells people that theirs is too old.
"""

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "installed.json")
PEERS = {
    "nginx": "Pages are compared with nginx",
    "wrk": "Pages are asked for by wrk",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NEEDED = {"run": 600, "dev": 1000}  # MB
NETWORK = re.compile(
    r"name resolution|NewConnectionError|ConnectTimeout|Read timed out|ConnectionError|"
    r"Network is unreachable|ProxyError|SSLError|No matching distribution|Unable to fetch|"
    r"Could not resolve|Connection refused|Connection reset"
)


class CannotStart(Exception):  # noqa: N818 - it reads as a sentence where it is raised
    """One sentence for a person: what is in the way, and what to do about it."""


def say(text, end="\n"):
    """Writes at once."""
    print(text, end=end, flush=True)


def main(words):
    """Sets up what `words` name; answers the exit code."""
    return in_one_sentence(lambda: set_up(words))


def set_up(words):
    """Sets up what `words` name."""
    use_new_enough_python()
    with only_one():
        install("dev" if "dev" in words else "run")
    need_redis()
    if "browser" in words:
        need_browser()
    if "bench" in words:
        want_peers()


def in_one_sentence(work):
    """Does a piece of set-up and tells a person what is in its way; answers the exit code."""
    try:
        work()
    except CannotStart as problem:
        print(f"\nThe set-up cannot go on. {problem}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\nThe set-up cannot go on. {about(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Start again at any time: it goes on from here.", file=sys.stderr)
        return 130
    return 0


def use_new_enough_python():
    """Goes on in a newer Python of this machine when this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in (13, 12, 11, 14):
        other = shutil.which(f"python3.{minor}")
        if other:
            os.execv(other, [other, "-m", "config.bootstrap", *sys.argv[1:]])  # noqa: S606 - ourselves
    raise CannotStart(
        "This is Python {}.{}, and Marrow needs 3.11 or later: install it, or name one with "
        "`make run PYTHON=/path/to/python3.11`.".format(*sys.version_info[:2])
    )


@contextlib.contextmanager
def only_one():
    """Waits while another set-up works in this folder, as `make test` beside `make run` may."""
    folder = os.open(os.path.join(ROOT, "requirements"), os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for the set-up that is running already …")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def install(which):
    """Installs the locked packages, unless exactly these are there already."""
    wanted = {name: fingerprint(name) for name in ("run", "dev")}
    done = installed()
    if done.get(which) == wanted[which] or done.get("dev") == wanted["dev"]:
        return  # dev holds all that run holds
    need_space(which)
    if not works():
        make_venv()
        done = {}
    with open(lock_of(which)) as file:
        total = len(re.findall(r"^\S+==", file.read(), re.MULTILINE))
    say(f"Installing {total} packages into .venv (once; a minute or so) …")
    run_pip(["install", "--no-deps", "--require-hashes", "-r", lock_of(which)], total)
    done[which] = wanted[which]
    with open(STAMP, "w") as file:
        json.dump(done, file)


def lock_of(which):
    """The file with the exact packages."""
    return os.path.join(ROOT, "requirements", which + ".txt")


def fingerprint(which):
    """What tells this lock from an older one."""
    with open(lock_of(which), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def installed():
    """Which locks are installed: {"run": hash, "dev": hash}."""
    if not works():
        return {}
    try:
        with open(STAMP) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def works():
    """Whether .venv holds a Python that still runs (the one it was made from may be gone)."""
    try:
        return subprocess.call([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_venv():
    """Makes .venv, and as root on Debian first installs what Python needs for that."""
    if not os.access(VENV if os.path.exists(VENV) else ROOT, os.W_OK):
        raise CannotStart(about(PermissionError(errno.EACCES, "", ROOT)))
    if subprocess.call([sys.executable, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL):
        debian = os.path.realpath("/usr/bin/python3") == os.path.realpath(sys.executable)
        package = "python3-venv" if debian else f"python3.{sys.version_info[1]}-venv"
        apt_install(package, "Python's module venv is missing")
    say("Making the virtual environment .venv …")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode:
        raise CannotStart(explained(made.stdout, "Python could not make .venv"))


def run_pip(words, total):
    """Runs pip of the environment, with a count of what it has fetched."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONPATH", "PYTHONHOME")
    }
    environment.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PYTHONUNBUFFERED="1")
    pip = subprocess.Popen(
        [PYTHON, "-m", "pip", "--no-color", *words, "--progress-bar", "off"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        env=environment,
        cwd=ROOT,
    )
    said, count = [], 0
    for line in pip.stdout or ():
        said.append(line)
        if re.match(r"Collecting |Processing |Requirement already satisfied", line):
            count += 1
            if count % 10 == 0:
                say(f"  {count} of {total}")
        if line.startswith("Installing collected"):
            say("  unpacking them")
    if pip.wait():
        raise CannotStart(explained("".join(said), "pip could not install the packages"))


def need_space(which):
    """Refuses when the packages will not fit."""
    free = shutil.disk_usage(ROOT).free // 1000000
    if not works() and free < NEEDED[which]:
        raise CannotStart(
            f"The disk that holds {ROOT} has {free} MB free, and the packages need about "
            f"{NEEDED[which]} MB: make room, or move this folder to another disk."
        )


def need_redis():
    """Sees to it that there is a Redis to start, unless REDIS_URL names one."""
    if os.environ.get("REDIS_URL"):
        return
    question = "from config.embedded.redis import find; find()"
    if subprocess.call([PYTHON, "-c", question], stderr=subprocess.DEVNULL, cwd=ROOT) == 0:
        return
    install_quietly("redis-server", "There is no Redis 6.2 or later", ", or set REDIS_URL")


def install_quietly(package, why, alternative=""):
    """Installs a server for us alone: Debian would start it as a service, now and at each boot."""
    policy = "/usr/sbin/policy-rc.d"
    ours = as_root_on_debian() and not os.path.exists(policy)
    if ours:
        with open(policy, "w") as file:
            file.write("#!/bin/sh\nexit 101\n")
        os.chmod(policy, 0o755)  # noqa: S103 - a program, like any other there
    try:
        apt_install(package, why, alternative)
    finally:
        if ours:
            os.remove(policy)
    if shutil.which("systemctl"):
        quiet = subprocess.DEVNULL
        subprocess.call(["systemctl", "disable", package], stdout=quiet, stderr=quiet)


def want_peers():
    """Installs what `make bench` compares with where it can; it says which figures are left out."""
    for package, why in PEERS.items():
        if shutil.which(package) or os.path.exists("/usr/sbin/" + package):
            continue
        try:
            install_quietly(package, why)
        except CannotStart as problem:
            say(f"{problem} Without it some figures are left out.")


def need_browser():
    """Sees to it that the tests find a browser."""
    if browser():
        return
    alternative = ", or name one with CHROMIUM=/path, or run `make test BROWSER=no`"
    apt_install("chromium", "The tests in a browser need Chromium", alternative)
    if not browser():
        raise CannotStart("Chromium was installed but is not on PATH: name it with CHROMIUM=/path.")


def browser():
    """The browser that the tests will use, or None."""
    return shutil.which(os.environ.get("CHROMIUM") or "") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )


def as_root_on_debian():
    """Whether we may install Debian's packages."""
    return os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_install(package, why, alternative=""):
    """Installs one of Debian's packages as root; tells everybody else which one."""
    if not as_root_on_debian():
        known = shutil.which("apt-get")
        how = "run `sudo apt-get install {}`" if known else "install the package {}"
        raise CannotStart(f"{why}: {how.format(package)}{alternative}.")
    say(f"{why}: installing Debian's package {package} …")
    install_it = ["install", "-y", "--no-install-recommends", package]
    said = apt_get(install_it)
    if said is not None:  # often only because the lists of packages are old or missing
        apt_get(["update"])
        said = apt_get(install_it)
    if said is not None:
        raise CannotStart(explained(said, f"apt-get could not install {package}"))


def apt_get(words):
    """Runs apt-get; None when it went well, else what it said."""
    done = subprocess.run(
        ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C"),
    )
    return done.stdout if done.returncode else None


def explained(said, what):
    """A sentence about a program's failure, from what it said."""
    if "No space left" in said or "not enough free space" in said:
        return about(OSError(errno.ENOSPC, "", ROOT))
    if "Permission denied" in said or "Read-only file system" in said:
        return about(PermissionError(errno.EACCES, "", ROOT))
    if NETWORK.search(said):
        return f"{what}, because the network does not answer: connect, and start again."
    return "{}. It said:\n{}".format(what, "\n".join(said.strip().splitlines()[-12:]))


def about(error):
    """A sentence about one of the system's errors."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: make room on the one that holds {ROOT}."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"The folder {error.filename or ROOT} cannot be written: make it writable for you, or "
            "clone Marrow into a folder of your own."
        )
    return f"The system said: {error}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
