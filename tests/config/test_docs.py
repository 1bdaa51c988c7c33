"""What the documents name is there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [DOCS / "architecture.md", DOCS / "operating.md", *sorted((DOCS / "adr").glob("*.md"))]
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != ".")
NAMED = re.compile(rf"`((?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*)`")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


@pages
def test_paths(page):
    named = set(NAMED.findall(page.read_text()))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pages
def test_links(page):
    text = page.read_text()
    anchors = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    links = re.findall(r"\]\(([^)]+)\)", text)
    broken = [
        link
        for link in links
        if (link[1:] not in anchors if link[0] == "#" else not (page.parent / link).exists())
    ]
    assert broken == []


@pages
def test_commands(page):
    text = page.read_text()
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(re.findall(r"`make ([a-z-]+)", text)) - set(targets) == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) - set(get_commands()) == set()


def test_decisions_are_numbered_in_order():
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
    for path in sorted((DOCS / "adr").glob("*.md")):
        assert path.read_text().startswith(f"# {int(path.name[:4])}. ")
