"""Shows stories inside a WordPress of Debian's, as a charity would, and takes one of them back.

    make wordpress

Not among the tests that run all the time: it installs WordPress, PHP and MariaDB where they are
missing (Debian, as root), and runs all three in a folder that goes again. Of WordPress nothing is
changed but this: it is told that it may fetch from an address on this machine, which it refuses
for good reasons, and that no post of ours needs a mail.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browser import DESKTOP, PHONE, launched
from tests.journeys.house import House, opened

PACKAGES = (
    *("wordpress", "wordpress-theme-twentytwentyone", "php-cli", "php-mysql", "php-xml"),
    *("php-curl", "mariadb-server"),
)
SHIPPED = Path("/usr/share/wordpress")
NEEDED = ("php", "mariadbd", "mariadb-install-db", "mariadb-admin")
PATIENCE = 90  # seconds for a server to answer

CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', '{url}');
define('WP_SITEURL', '{url}');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', 'localhost');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {{
    define($name . '_KEY', 'only for this run');
    define($name . '_SALT', 'only for this run');
}}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
# WordPress fetches from no address of its own machine, and from few ports.
MAY_FETCH = """<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', function ($ports) {{ return [...$ports, {port}]; }});
"""
INSTALL = """<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '{host}';
require '{folder}/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_new_blog_notification() {{}}
wp_install('A charity', 'admin', 'admin@example.org', false, '', 'only for this run');
"""
# The first page is what the editor saves for a block called Custom HTML; the second is an address
# on a line of its own, as it is pasted.
WRITE = """<?php
$_SERVER['HTTP_HOST'] = '{host}';
require '{folder}/wp-load.php';
switch_theme('twentytwentyone');
wp_set_current_user(1);
kses_remove_filters();
foreach ({pages} as $name => $words) {{
    echo $name, ' ', wp_insert_post([
        'post_type' => 'page', 'post_status' => 'publish', 'post_title' => $name,
        'post_content' => $words,
    ], true), "\\n";
}}
"""
# No room is left below what is in a frame, once it has told how tall it is.
SNUG = """() => new Promise((done, fail) => {
    setTimeout(() => fail(`${innerHeight} px for ${document.body.offsetHeight}`), 5000);
    (function look() {
        if (Math.abs(innerHeight - document.body.offsetHeight) <= 1) done();
        else setTimeout(look, 50);
    })();
})"""


def main() -> None:
    install()
    with tempfile.TemporaryDirectory(prefix="wordpress-") as name:
        folder = Path(name)
        (home := folder / "marrow").mkdir()
        with opened(home) as house, wordpress(folder, house) as site, launched() as browser:
            stories = [told(house, title) for title in ("Garlic by noon", "The second letter")]
            pages = site.write(tag(house), house.url + house.story(stories[0][0]))
            for size in (PHONE, DESKTOP):
                context = browser.new_context(viewport=size, reduced_motion="reduce")
                look(context.new_page(), pages)
                context.close()
            page = browser.new_page(viewport=DESKTOP)
            page.goto(pages["carousel"])
            frame = page.frame_locator("main iframe, article iframe")
            expect(frame.get_by_role("link", name="Garlic by noon")).to_be_visible()
            house.withdraw(*stories[0])
            page.reload()
            expect(frame.get_by_role("link", name="The second letter")).to_be_visible()
            expect(frame.get_by_text("Garlic by noon")).to_have_count(0)
            say("The story was taken back: it is gone from the row at the next load.")
            page.goto(pages["address"])
            gone = page.frame_locator("article iframe")
            expect(gone.get_by_text("There is nothing to show here")).to_be_visible()
            for address in pages.values():
                with urllib.request.urlopen(address, timeout=60) as answer:
                    assert "Garlic by noon" not in answer.read().decode()
            assert site.keeps("Garlic by noon") == 0, "WordPress has kept words of the story."
            say("It is gone from the frame that WordPress made itself, and WordPress kept no word.")
    say("1 passed, 0 failed")


def install() -> None:
    """Installs what is missing, and starts none of its services."""
    if SHIPPED.exists() and all(map(shutil.which, NEEDED)):
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(f"Install these first: {' '.join(PACKAGES)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=quiet)
    command = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *PACKAGES]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def told(house: House, title: str) -> tuple[str, str]:
    """A public story whose person lets others show it: its number and its receipt."""
    contribution, receipt = house.submit(title=title, consents=["website", "embed"])
    house.decide(contribution, "approve")
    house.story(contribution)
    return contribution, receipt


def tag(house: House) -> str:
    return (
        "<!-- wp:html -->\n"
        '<div data-marrow data-diagnosis="mcl">'
        f'<a href="{house.url}/diagnoses/mcl/">Stories about mantle cell lymphoma</a></div>\n'
        f'<script src="{house.url}/embed/marrow.js" defer></script>\n<!-- /wp:html -->'
    )


def look(page: Page, pages: dict[str, str]) -> None:
    """Both stories stand in the row, the whole frame is seen, and its buttons page through it."""
    page.goto(pages["carousel"])
    wide = page.viewport_size["width"] if page.viewport_size else 0
    frame = page.frame_locator("article iframe")
    for title in ("The second letter", "Garlic by noon"):
        expect(frame.get_by_role("link", name=title)).to_be_attached()
    expect(page.locator("article iframe")).not_to_have_attribute("height", "420")
    fits = "document.documentElement.scrollHeight <= innerHeight + 1"
    assert frame.locator("html").evaluate(f"() => {fits}"), "a part of the frame is hidden"
    frame.get_by_role("button", name="More stories").click()
    expect(frame.get_by_role("link", name="Garlic by noon")).to_be_in_viewport()
    page.screenshot(path=shot(f"row-{wide}"), full_page=True)
    say(f"{wide} px: the row shows both stories, and its buttons page through it.")
    page.goto(pages["address"])
    single = page.frame_locator("article iframe")
    link = single.get_by_role("link", name="Garlic by noon")
    expect(link).to_be_visible()
    single.locator("html").evaluate(SNUG)
    page.screenshot(path=shot(f"address-{wide}"), full_page=True)
    link.click()
    page.wait_for_url("**/stories/*/garlic-by-noon/")
    say(f"{wide} px: a bare address became a frame of the story, and its link leads to it.")


def shot(name: str) -> Path:
    """Where a picture goes, for whoever wants to look."""
    folder = Path(os.environ.get("PICTURES", tempfile.gettempdir()))
    return folder / f"wordpress-{name}.png"


class Site:
    """A WordPress that answers at an address of its own."""

    def __init__(self, folder: Path, url: str, query: list[str]) -> None:
        self.folder, self.url, self.query = folder, url, query

    def php(self, words: str, **values: object) -> str:
        """Runs a script inside WordPress, and answers what it says."""
        path = self.folder.parent / "once.php"
        values |= {"folder": self.folder, "host": self.url.removeprefix("http://")}
        path.write_text(words.format(**values))
        done = subprocess.run(["php", path], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def write(self, carousel: str, address: str) -> dict[str, str]:
        """Makes the two pages; where each is."""
        words = {"carousel": carousel, "address": f"Read this:\n\n{address}\n\nThank you."}
        quoted = ", ".join(f"'{name}' => '{text}'" for name, text in words.items())
        made = self.php(WRITE, pages=f"[{quoted}]").split()
        pairs = zip(made[::2], made[1::2], strict=True)
        return {name: f"{self.url}/?page_id={pk}" for name, pk in pairs}

    def keeps(self, words: str) -> int:
        """How often these words stand in what WordPress keeps."""
        tables = "SELECT (SELECT count(*) FROM wp_posts WHERE post_content LIKE '%{0}%') + "
        tables += "(SELECT count(*) FROM wp_postmeta WHERE meta_value LIKE '%{0}%') + "
        tables += "(SELECT count(*) FROM wp_options WHERE option_value LIKE '%{0}%')"
        found = subprocess.run(
            [*self.query, "-N", "wordpress", "-e", tables.format(words)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return int(found.stdout)


@contextmanager
def wordpress(folder: Path, house: House) -> Iterator[Site]:
    """MariaDB and PHP's own server, for the time of the block."""
    data, sock, root = folder / "mariadb", folder / "sock", folder / "www"
    account = f"--user={'root' if os.geteuid() == 0 else os.environ['USER']}"
    base = ["--no-defaults", f"--datadir={data}", account]
    make = ["mariadb-install-db", *base, "--auth-root-authentication-method=normal"]
    subprocess.run([*make, "--skip-test-db"], check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(SHIPPED, root, symlinks=False, ignore_dangling_symlinks=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    (root / "wp-config.php").unlink(missing_ok=True)
    (root / "wp-config.php").write_text(CONFIG.format(socket=sock, url=url))
    plugins = root / "wp-content" / "mu-plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    (plugins / "may-fetch.php").write_text(MAY_FETCH.format(port=house.port))
    server = [f"--socket={sock}", "--skip-networking", f"--pid-file={folder / 'pid'}"]
    client = ["--no-defaults", f"--socket={sock}", "-u", "root"]
    with running(["mariadbd", *base, *server], folder / "mariadb.log"):
        until(lambda: not call(["mariadb-admin", *client, "ping"]), "MariaDB answers")
        assert call(["mariadb", *client, "-e", "CREATE DATABASE wordpress"]) == 0
        site = Site(root, url, ["mariadb", *client])
        site.php(INSTALL)
        php = ["php", "-S", f"127.0.0.1:{port}", "-t", str(root)]
        with running(php, folder / "php.log", PHP_CLI_SERVER_WORKERS="4"):
            until(lambda: answers(url), "WordPress answers")
            yield site


@contextmanager
def running(command: list[str], log: Path, **more: str) -> Iterator[None]:
    with log.open("w") as out:
        child = subprocess.Popen(
            command, stdout=out, stderr=out, env={**os.environ, **more}, start_new_session=True
        )
        try:
            yield
        except BaseException:
            sys.stderr.write(log.read_text()[-3000:])
            raise
        finally:
            os.killpg(child.pid, 15)
            child.wait(timeout=60)


def call(command: list[str]) -> int:
    return subprocess.run(command, capture_output=True).returncode


def answers(url: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(url, timeout=30) as answer:
        return answer.status == 200
    return False


def until(true, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"After {PATIENCE} s still waiting: {what}."
        time.sleep(0.3)


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
