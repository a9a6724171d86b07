"""The guides name pages, commands, options, buttons and pictures that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDES = sorted((ROOT / "docs").glob("guide-*.md"))


@cache
def pages() -> frozenset[str]:
    """Titles in the navigation."""
    return frozenset(re.findall(r'st\.Page\([^)]*?title="([^"]+)"', (ROOT / "app.py").read_text(encoding="utf-8")))


@cache
def sources() -> str:
    """Everything the pages and outputs can say."""
    files = [p for part in ("checker", "kb") for p in (ROOT / part).rglob("*.py")]
    return "\n".join(p.read_text(encoding="utf-8") for p in files)


@cache
def has_help(command: tuple[str, ...]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "checker.cli", *command, "--help"], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout if done.returncode == 0 else ""


def test_there_is_a_guide_for_each_of_the_three() -> None:
    assert [g.stem for g in GUIDES] == ["guide-enterprise", "guide-reviewer", "guide-trainer"]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.stem)
def test_pages_exist(guide: Path) -> None:
    named = set(re.findall(r"【([^】]+)】", guide.read_text(encoding="utf-8"))) - {"页面名"}
    assert named and named <= pages(), f"no such page: {named - pages()}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.stem)
def test_commands_and_options_exist(guide: Path) -> None:
    lines = re.findall(r"`plancheck ([a-z][^`]*)`", guide.read_text(encoding="utf-8"))
    assert lines
    for line in lines:
        words = line.split()
        command = tuple(words[:2]) if words[0] in ("kb", "bench") else (words[0],)
        text = has_help(command)
        assert text, f"no such command: plancheck {line}"
        for option in (w for w in words if w.startswith("--")):
            assert option in text, f"no such option: plancheck {line}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.stem)
def test_what_stands_in_quotes_stands_on_the_pages(guide: Path) -> None:
    text = re.sub(r"!\[[^\]]*\]", "", guide.read_text(encoding="utf-8"))
    for label in set(re.findall(r"“([^”]+)”", text)) - {"多久演练一次", "合格"}:
        parts = [p for p in re.split(r"\s*…\s*|第几版|第几页", label) if p]
        assert all(part in sources() for part in parts), f"the pages do not say “{label}”"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.stem)
def test_pictures_exist(guide: Path) -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", guide.read_text(encoding="utf-8"))
    assert pictures and all((guide.parent / p).exists() for p in pictures)
