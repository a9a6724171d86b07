"""One plan file through all stages: reading → facts → judging → report."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checker import __version__
from checker.connecting.entry import connect_plan
from checker.connecting.inside import inside_conflicts
from checker.facts import extract_facts
from checker.facts.is_plan import ensure_plan
from checker.judging import judge
from checker.language.concepts import Concepts
from checker.language.index import TextIndex
from checker.language.meaning import transformer_named
from checker.language.pipeline import pipeline
from checker.plan import Kind, Plan, Region, Subject, Unit
from checker.reading import read
from checker.reading.options import ReadOptions
from checker.reading.worker import read_guarded
from checker.report import (
    ConnectionReport,
    Outline,
    PageProblem,
    PlanInfo,
    RegionInfo,
    Report,
    Seconds,
    SectionInfo,
    SourceInfo,
    ToolInfo,
    UnitInfo,
)
from kb.catalogue import Catalogue, load_catalogue
from kb.errors import CatalogueError

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the user says about a plan; None means: read it from the plan."""

    kind: Kind | None = None
    subject: Subject | None = None
    region: Region | None = None
    upper: tuple[Path, ...] = ()
    as_of: date = field(default_factory=date.today)
    ocr: bool = True
    progress: Progress | None = None
    guarded: bool = True  # read in a child process with limits of time and memory

    def reading(self) -> ReadOptions:
        return ReadOptions(
            kind=self.kind, subject=self.subject, region=self.region, ocr=self.ocr, progress=self.progress
        )


def check_file(path: Path, options: CheckOptions | None = None) -> Report:
    """Check one plan file. Raises InputError when it can not be used (unreadable, empty, no plan)."""
    options = options or CheckOptions()
    started = time.perf_counter()
    plan = _read(path, options)
    return check_plan(plan, options, read_seconds=time.perf_counter() - started)


def check_plan(plan: Plan, options: CheckOptions, *, read_seconds: float = 0.0) -> Report:
    """Facts, verdicts and the report of a plan already read."""
    catalogue = load_catalogue()
    started = time.perf_counter()
    index = TextIndex.of(plan)
    ensure_plan(plan, index)
    _tell(options, 1, "提取事实")
    facts = extract_facts(plan, index, catalogue, options.as_of)
    conflicts = (*facts.contradictions, *inside_conflicts(plan, index, facts))
    facts = facts.model_copy(update={"contradictions": conflicts})
    after_facts = time.perf_counter()
    _tell(options, 2, "逐条审查")
    findings, not_run = judge(plan, facts, index, Concepts(index, catalogue.headings), catalogue)
    connections = connect_plan(plan, index, facts, catalogue, options.upper, options.as_of, options.reading())
    after_judging = time.perf_counter()
    seconds = Seconds(
        read=round(read_seconds, 3),
        facts=round(after_facts - started, 3),
        judge=round(after_judging - after_facts, 3),
        total=round(read_seconds + after_judging - started, 3),
    )
    return Report(
        tool=_tool(catalogue, options),
        source=_source(plan, seconds),
        plan=_identity(plan),
        units=tuple(_unit(u) for u in plan.units),
        findings=findings,
        not_run=not_run,
        facts=facts,
        connections=connections,
    )


def connect_file(path: Path, options: CheckOptions) -> ConnectionReport:
    """The connection of one plan file with the upper plans of the options, or its region's profile."""
    started = time.perf_counter()
    plan = read(path, options.reading())
    read_seconds = time.perf_counter() - started
    catalogue = load_catalogue()
    index = TextIndex.of(plan)
    ensure_plan(plan, index, excerpt=True)  # what it does not say can not be judged, which is no fault here
    facts = extract_facts(plan, index, catalogue, options.as_of)
    facts_seconds = time.perf_counter() - started - read_seconds
    found = connect_plan(plan, index, facts, catalogue, options.upper, options.as_of, options.reading())
    total = time.perf_counter() - started
    seconds = Seconds(read=round(read_seconds, 3), facts=round(facts_seconds, 3), judge=0, total=round(total, 3))
    return ConnectionReport(
        tool=_tool(catalogue, options),
        source=_source(plan, seconds),
        plan=_identity(plan),
        units=tuple(_unit(u) for u in plan.units),
        upper=tuple(dict.fromkeys(c.upper for c in found)),
        connections=found,
    )


def _tool(catalogue: Catalogue, options: CheckOptions) -> ToolInfo:
    return ToolInfo(
        version=__version__,
        catalogue_version=catalogue.version,
        catalogue_sha256=catalogue.sha256,
        as_of=options.as_of.isoformat(),
        semantic=transformer_named(),
    )


def outline_file(path: Path, options: CheckOptions | None = None) -> Outline:
    """Read one file without judging it. Raises InputError when it can not be read."""
    options = options or CheckOptions()
    started = time.perf_counter()
    plan = _read(path, options)
    seconds = round(time.perf_counter() - started, 3)
    source = _source(plan, Seconds(read=seconds, facts=0, judge=0, total=seconds))
    return Outline(source=source, plan=_identity(plan), units=tuple(_unit(u) for u in plan.units))


def _read(path: Path, options: CheckOptions) -> Plan:
    """The plan, read in a child process that can be ended; what every check needs is loaded meanwhile."""
    if not options.guarded:
        return read(path, options.reading())
    warming = threading.Thread(target=_warm_up, daemon=True)
    warming.start()
    try:
        return read_guarded(path, options.reading())
    finally:
        warming.join()


def _warm_up() -> None:
    with contextlib.suppress(CatalogueError):  # told where the catalogue is used
        load_catalogue()
    pipeline()


def _tell(options: CheckOptions, done: int, what: str) -> None:
    if options.progress:
        options.progress(done, 3, what)


# --- report parts ------------------------------------------------------------------------------------------------


def _source(plan: Plan, seconds: Seconds) -> SourceInfo:
    s = plan.source
    return SourceInfo(
        file=s.file,
        sha256=s.sha256,
        format=s.format,
        pages=s.pages,
        characters=s.characters,
        unreadable_pages=tuple(PageProblem(page=u.page, reason=u.reason) for u in s.unreadable_pages),
        ocr_pages=s.ocr_pages,
        seconds=seconds,
        warnings=plan.warnings,
    )


def _identity(plan: Plan) -> PlanInfo:
    i = plan.identity
    return PlanInfo(
        title=i.title,
        organisation=i.organisation,
        issued=i.issued,
        version=i.version,
        number=i.number,
        region=RegionInfo(province=i.region.province, city=i.region.city, county=i.region.county),
        subject=i.subject.value,
        subject_reason=i.subject_reason,
    )


def _unit(unit: Unit) -> UnitInfo:
    return UnitInfo(
        id=unit.id,
        kind=unit.kind.value,
        title=unit.title,
        page=unit.page,
        kind_reason=unit.kind_reason,
        sections=tuple(
            SectionInfo(id=s.id, number=s.number, title=s.title, level=s.level, page=s.page, paragraph=s.paragraph)
            for s in unit.sections
        ),
    )
