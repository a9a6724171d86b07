"""Invented plans as sides of a comparison, and the sample plans read once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from checker.connecting.compare import Upper, compare, connections
from checker.connecting.results import Result
from checker.connecting.side import Side
from checker.plan import Kind, Subject
from checker.reading import read, read_text
from checker.reading.options import ReadOptions
from checker.report import Connection
from kb.catalogue import load_catalogue

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
DAY = date(2026, 11, 23)


@cache
def _side(path: Path) -> Side:
    return Side.of(read(path), load_catalogue(), DAY)


@cache
def _upper(path: Path) -> Upper:
    return Upper.of(_side(path))


@cache
def _results(plan: Path, upper: Path) -> tuple[Result, ...]:
    return tuple(compare(_side(plan), _upper(upper)))


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "corpora" / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: real plans and labels are measured only where it is")
    return SHARED


@pytest.fixture(scope="session")
def side_at() -> Callable[[Path], Side]:
    return _side


@pytest.fixture(scope="session")
def results() -> Callable[[Path, Path], tuple[Result, ...]]:
    """All matters of a plan file compared with an upper plan file."""
    return _results


@pytest.fixture(scope="session")
def aspects() -> Callable[[Path, Path], dict[str, Connection]]:
    """The entries of the report by aspect."""
    return lambda plan, upper: {c.aspect: c for c in connections(_results(plan, upper), _upper(upper))}


@pytest.fixture(scope="session")
def side() -> Callable[..., Side]:
    """A Markdown text read as a plan of the kind."""

    def made(text: str, kind: Kind = Kind.GOV_SPECIAL) -> Side:
        subject = Subject.ORDINARY if kind.is_enterprise else Subject.GOVERNMENT
        plan = read_text(text, name="plan.md", options=ReadOptions(kind=kind, subject=subject))
        return Side.of(plan, load_catalogue(), DAY)

    return made


@pytest.fixture(scope="session")
def gaps(side: Callable[..., Side]) -> Callable[..., dict[str, str]]:
    """Gaps of one text against another: matter → reason."""

    def made(plan: str, upper: str, kind: Kind = Kind.GOV_SPECIAL) -> dict[str, str]:
        found = compare(side(plan, kind), Upper.of(side(upper, Kind.GOV_MASTER)))
        return {r.matter: r.reason for r in found if r.verdict.is_gap}

    return made
