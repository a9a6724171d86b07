"""The connection part of a check: upper plans given by the user, or else the profile of the plan's region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from checker.connecting.compare import Upper, compare, connections
from checker.connecting.profile import Profile
from checker.connecting.profile_store import saved_at, saved_profile
from checker.connecting.profiling import build_profile
from checker.connecting.region_profile import fitting_region, region_profile
from checker.connecting.side import Side
from checker.errors import InputError
from checker.language.concepts import Concepts
from checker.language.index import TextIndex
from checker.plan import Plan
from checker.reading import read
from checker.reading.options import ReadOptions
from checker.report import Connection, Facts
from kb.catalogue import Catalogue, load_catalogue

READABLE_MIN = 100  # characters; less is no plan


def connect_plan(
    plan: Plan,
    index: TextIndex,
    facts: Facts,
    catalogue: Catalogue,
    uppers: Sequence[Path],
    as_of: date,
    options: ReadOptions,
) -> tuple[Connection, ...]:
    """One entry for each aspect and upper plan; none where no upper plan is given and no region fits."""
    side = Side(plan, index, facts, Concepts(index, catalogue.headings), catalogue)
    found: tuple[Connection, ...] = ()
    own = build_profile(side) if uppers else None
    for path in uppers:
        upper = read_upper(path, as_of, options)
        found += connections(compare(side, upper, own), upper)
    if not uppers:
        region = fitting_region(catalogue, plan.identity.region)
        if region and side.name != region_profile(region).name:
            upper = Upper(region_profile(region))
            # A region's profile settles little: only what it does settle is told.
            found = tuple(c for c in connections(compare(side, upper), upper) if c.matters)
    return found


def read_upper(path: Path, as_of: date, options: ReadOptions | None = None) -> Upper:
    """An upper plan from its file; a corrected profile (JSON); or a saved profile by its name. Raises InputError."""
    ocr = options.ocr if options else True
    saved = saved_at(path) or (None if path.exists() else saved_profile(path.name))
    if saved:
        # The corrected profile counts; the plan's words serve for what a profile does not hold.
        side = _read(saved.plan, saved.plan.stat().st_mtime_ns, as_of, ocr).side if saved.plan else None
        return Upper(load_profile(saved.path), side)
    if path.suffix.lower() == ".json":
        return Upper(load_profile(path))
    return _read(path, path.stat().st_mtime_ns if path.exists() else 0, as_of, ocr)


@lru_cache(maxsize=4)
def _read(path: Path, stamp: int, as_of: date, ocr: bool) -> Upper:
    """Kept, because many plans are compared with the same upper plan; `stamp` makes a changed file a new one."""
    plan = read(path, replace(ReadOptions(), ocr=ocr))
    side = Side.of(plan, load_catalogue(), as_of)
    if len(side.text) < READABLE_MIN or "应急" not in side.text:
        raise InputError("E-EMPTY", f"上级预案 {path.name} 里没有可以读出的预案正文；请换一个文件。")
    return Upper.of(side)


def load_profile(path: Path) -> Profile:
    """A profile written by `plancheck profile` and perhaps corrected. Raises InputError when it does not fit."""
    try:
        return Profile.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            "E-PROFILE", f"{path.name} 不是上级预案的概况（plancheck profile 写出的 JSON）；请重新生成。"
        ) from error
