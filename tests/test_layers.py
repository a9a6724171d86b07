"""Walks every import of the project and keeps the layers of the design.

app, cli, pages → desk, reporting → connecting, judging → facts → reading, language → plan, report, errors; `kb` never
imports `checker`; Streamlit stays in pages and app.py.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

BASE, READ, FACTS, JUDGE, WHOLE, SHOW, FRONT, APP = range(8)
RANKS = {
    "checker": BASE,
    "checker.plan": BASE,
    "checker.report": BASE,
    "checker.network": BASE,
    "checker.errors": BASE,
    "checker.language": READ,
    "checker.reading": READ,
    "checker.facts": FACTS,
    "checker.judging": JUDGE,
    "checker.connecting": JUDGE,
    "checker.check": WHOLE,
    "checker.reporting": SHOW,
    "checker.desk": SHOW,
    "checker.bench": SHOW,
    "checker.cli": FRONT,
    "checker.cli_bench": FRONT,
    "checker.cli_bench_tables": FRONT,
    "checker.cli_check": FRONT,
    "checker.cli_connect": FRONT,
    "checker.cli_files": FRONT,
    "checker.cli_kb": FRONT,
    "checker.cli_screen": FRONT,
    "checker.cli_texts": FRONT,
    "checker.pages": FRONT,
    "app": APP,
}
FREE_OF_CHECKING = ("checker.reporting",)  # an output shows a report, it does not make one


def _files() -> Iterator[Path]:
    yield ROOT / "app.py"
    for package in ("checker", "kb"):
        yield from sorted((ROOT / package).rglob("*.py"))


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _imports(path: Path) -> frozenset[str]:
    """Full names of what a file imports, inside functions and under TYPE_CHECKING too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            found |= {module} | ({f"{module}.{a.name}" for a in node.names} if module in ("checker", "kb") else set())
    return frozenset(found)


def _room(module: str) -> str:
    """The package or file of the design that a module belongs to."""
    return ".".join(module.split(".")[:2])


def _checker_imports(path: Path) -> set[str]:
    names = {_room(name) for name in _imports(path) if name == "checker" or name.startswith("checker.")}
    return {name if name in RANKS else "checker" for name in names}  # `from checker import __version__`


FILES = list(_files())


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_imports_go_down(path: Path) -> None:
    module = _module(path)
    if module.startswith("kb"):
        assert not _checker_imports(path), f"{module} imports checker"
        return
    room = _room(module)
    assert room in RANKS, f"{room} has no place in the layers; give it one here"
    upward = {name for name in _checker_imports(path) if RANKS[name] > RANKS[room]}
    assert not upward, f"{module} imports upward: {sorted(upward)}"


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_streamlit_stays_in_pages(path: Path) -> None:
    if not any(name.split(".")[0] == "streamlit" for name in _imports(path)):
        return
    module = _module(path)
    assert module == "app" or ".pages" in module, f"{module} imports streamlit"


def test_rooms_of_one_rank_do_not_import_each_other_in_circles() -> None:
    edges: dict[str, set[str]] = {}
    for path in FILES:
        room = _room(_module(path))
        edges.setdefault(room, set()).update(_checker_imports(path) - {room, "checker"})
    for start in edges:
        seen: set[str] = set()
        open_rooms = set(edges[start])
        while open_rooms:
            room = open_rooms.pop()
            if room not in seen:
                seen.add(room)
                open_rooms |= edges.get(room, set())
        assert start not in seen, f"{start} imports itself through others"


def test_outputs_do_not_check() -> None:
    for path in FILES:
        if _module(path).startswith(FREE_OF_CHECKING):
            stages = {name for name in _checker_imports(path) if READ <= RANKS[name] <= WHOLE}
            assert not stages, f"{_module(path)} imports {sorted(stages)}"


def test_nothing_imports_the_material_folder() -> None:
    for path in FILES:
        assert "../shared" not in path.read_text(encoding="utf-8"), f"{path.name} reaches outside the repository"
