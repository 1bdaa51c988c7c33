"""What the documents name is there."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from jobs import work
from stories import guidelines

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), *DECISIONS]
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != ".")
NAMED = re.compile(rf"`((?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*)`")
MODELS = {model.__name__: model for model in apps.get_models()}

pages = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


@pages
def test_paths(page):
    named = set(NAMED.findall(page.read_text()))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def anchors(target: Path) -> set[str]:
    """The places in a page to which a link may lead."""
    text = target.read_text()
    if target.name == "guidelines.html":
        return set(guidelines.SHIPPED)
    if target.suffix == ".html":
        return set(re.findall(r'\sid="([\w-]+)"', text))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pages
def test_links(page):
    text = page.read_text()
    broken = []
    for link in re.findall(r'\]\(([^)]+)\)|src="([^"]+)"', text):
        place, _, anchor = "".join(link).partition("#")
        target = page.parent / place if place else page
        if place.startswith("/"):  # of the site
            target = ROOT / "templates" / "about" / f"{place.strip('/')}.html"
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append("".join(link))
    assert broken == []


@pages
def test_commands(page):
    text = page.read_text()
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) - set(targets) == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) - set(get_commands()) == set()


@pages
def test_settings_and_periodic_jobs(page):
    text = page.read_text()
    settings = (ROOT / "config" / "settings.py").read_text()
    read = set(re.findall(r'"(MARROW_\w+)"', settings))
    assert set(re.findall(r"MARROW_\w+", text)) - read == set()
    assert set(re.findall(r"`(forget-\w+)`", text)) - set(work.PERIODS) == set()


@pages
def test_models_and_their_fields(page):
    text = page.read_text()
    named = re.findall(r"`(?:(\w+)\.)?([A-Z][a-z]+\w*)(?:\.([a-z_]+))?`", text)
    for room, name, field in named:
        model = MODELS.get(name)
        if room in FOLDERS:
            assert model is not None, f"{room}.{name}"
            assert model._meta.app_label == room
        if model is not None and field:
            assert field in {one.name for one in model._meta.get_fields()}, f"{name}.{field}"


def test_decisions_are_numbered_in_order():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    for path in DECISIONS:
        assert path.read_text().startswith(f"# {int(path.name[:4])}. ")
