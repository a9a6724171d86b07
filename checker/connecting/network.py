"""The network of many plans under one upper plan. Every plan is read once and compared once with the upper plan;
between plans only the references are followed, so the cost grows with plans × references.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.connecting.compare import Upper, compare
from checker.connecting.duties import Claims, duty_conflicts
from checker.connecting.profile import Profile
from checker.connecting.profile_units import event_name
from checker.connecting.profiling import build_profile
from checker.connecting.references import answer, cycles, orphans, references, unanswered
from checker.connecting.responsibilities import due_plans, responsibilities
from checker.connecting.results import Result, worst
from checker.connecting.side import Side
from checker.connecting.units import own_lead
from checker.errors import InputError
from checker.facts.is_plan import ensure_plan
from checker.network import Cell, Level, Network, NetworkPlan, Reference, Unread
from checker.plan import Kind
from checker.reading import read
from checker.reading.options import ReadOptions
from checker.report import Verdict
from kb.catalogue import Catalogue, load_catalogue

Progress = Callable[[int, int, str], None]
SUFFIXES = (".pdf", ".docx", ".doc", ".html", ".htm", ".md", ".txt")


def plan_files(folder: Path) -> list[Path]:
    """Plan files below a folder, in order; hidden ones are left out."""
    return sorted(
        p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES and not p.name.startswith(".")
    )


@dataclass(frozen=True, eq=False)
class Batch:
    """Plans read and compared with the upper plan, not yet tied to one another; the upper plan comes first."""

    plans: tuple[NetworkPlan, ...]
    sides: dict[str, Side]
    cells: tuple[Cell, ...]
    unread: tuple[Unread, ...]
    claims: Claims


def build_network(
    files: Sequence[Path], upper: Upper, as_of: date, *, ocr: bool = True, progress: Progress | None = None
) -> Network:
    """Read and compare every file; those that cannot be used are told with the reason."""
    started = time.perf_counter()
    network = link_plans(read_plans(files, upper, as_of, ocr=ocr, progress=progress), upper)
    return network.model_copy(update={"seconds": round(time.perf_counter() - started, 2)})


def read_plans(
    files: Sequence[Path], upper: Upper, as_of: date, *, ocr: bool = True, progress: Progress | None = None
) -> Batch:
    """Every file on its own: the work that grows with the number of plans alone."""
    catalogue = load_catalogue()
    unread: list[Unread] = []
    cells: list[Cell] = []
    top = _upper_plan(upper, catalogue)
    plans, sides = [top], {}
    claims = Claims(catalogue)
    for number, path in enumerate(files, 1):
        if progress:
            progress(number, len(files), path.name)
        try:
            side = Side.of(read(path, ReadOptions(ocr=ocr)), catalogue, as_of)
            ensure_plan(side.plan, side.index, excerpt=True)
        except InputError as error:
            unread.append(Unread(file=path.name, reason=str(error)))
            continue
        if not side.plan.units or side.name == top.name:
            continue
        profile = build_profile(side)
        plan = _plan(f"p{len(plans)}", path.name, side, profile, catalogue)
        plans.append(plan)
        sides[plan.id] = side
        claims.add(plan, profile)
        results = compare(side, upper, profile) if _below(plan, side, top) else None
        cells += _cells(plan.id, results, catalogue)
    if upper.side:
        sides[top.id] = upper.side
    return Batch(tuple(plans), sides, tuple(cells), tuple(unread), claims)


def link_plans(batch: Batch, upper: Upper) -> Network:
    """What stands between the plans: the work that grows with plans × references."""
    catalogue = load_catalogue()
    plans, top = batch.plans, batch.plans[0]
    by_id = {p.id: p for p in plans}
    links = answer(_references(plans, batch.sides, upper.profile))
    due = due_plans(plans, upper.profile)
    return Network(
        upper=upper.title,
        plans=plans,
        unread=batch.unread,
        items={i.id: i.name for i in catalogue.connection_items.values()},
        cells=batch.cells,
        references=links,
        unanswered=unanswered(links, by_id),
        orphans=orphans(plans, links),
        cycles=cycles(links),
        responsibilities=responsibilities(plans, upper.profile, top, catalogue),
        duty_conflicts=duty_conflicts(batch.claims, by_id, catalogue),
        due=due,
        coverage=round(sum(bool(d.plan) for d in due) / len(due), 3) if due else None,
    )


def _references(plans: Sequence[NetworkPlan], sides: dict[str, Side], upper: Profile) -> list[Reference]:
    known = {p.name: p for p in reversed(plans)}
    return [r for p in plans if p.id in sides for r in references(p, sides[p.id], known, upper)]


RANK = {name: rank for rank, name in enumerate(("national", "province", "city", "county", "township", "unit"))}


def _below(plan: NetworkPlan, side: Side, top: NetworkPlan) -> bool:
    """Whether the plan is one the upper plan governs: not above it, not another master of its level, not elsewhere."""
    if RANK[plan.level] < RANK[top.level] or (plan.level == top.level and plan.kind == Kind.GOV_MASTER.value):
        return False
    place = re.match(r"[一-龥]{2,8}?(?:省|自治区|市|县|区)", top.name)
    if top.level == "national" or place is None:
        return True
    region = side.plan.identity.region
    known = (
        region.province
        if top.level == "province"
        else region.city or (region.province if region.province.endswith("市") else "")
    )
    return place[0] in f"{region}{plan.title}{plan.organisation}" or not (known or RANK[plan.level] < RANK["county"])


def _cells(plan: str, results: list[Result] | None, catalogue: Catalogue) -> list[Cell]:
    """One cell for each item; not applicable where the upper plan does not govern the plan."""
    out = []
    for item in catalogue.connection_items:
        if results is None:
            out.append(Cell(plan=plan, item=item, verdict=Verdict.NOT_APPLICABLE))
            continue
        found = [r for r in results if r.item == item]
        reasons = tuple(r.reason for r in found if r.verdict.is_gap)
        out.append(Cell(plan=plan, item=item, verdict=worst(r.verdict for r in found), reasons=reasons))
    return out


def _plan(key: str, file: str, side: Side, profile: Profile, catalogue: Catalogue) -> NetworkPlan:
    kind = side.kind
    event = catalogue.event_family(event_name(side.name)) if kind is not Kind.GOV_MASTER else None
    lead = None if kind.is_enterprise else own_lead(side, profile)
    return NetworkPlan(
        id=key,
        file=file,
        title=side.title,
        name=side.name,
        kind=kind.value,
        organisation=side.plan.identity.organisation,
        issued=side.plan.identity.issued,
        region=str(side.plan.identity.region),
        level=_level(side),
        event=event.id if event else "",
        leads=lead.units if lead else (),
        lead_evidence=lead.evidence if lead else None,
    )


def _upper_plan(upper: Upper, catalogue: Catalogue) -> NetworkPlan:
    if upper.side:
        made = _plan("p0", upper.profile.source, upper.side, upper.profile, catalogue)
        return made.model_copy(update={"upper": True})
    return NetworkPlan(
        id="p0",
        file=upper.profile.source,
        title=upper.title,
        name=upper.profile.name,
        kind=Kind.GOV_MASTER.value,
        region=upper.profile.region,
        level="city",
        upper=True,
    )


_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("national", re.compile(r"^(?:国家|国务院|全国|交通运输部|应急管理部)")),
    ("township", re.compile(r"^[一-龥]{2,12}?(?:镇|乡|街道)(?!企业)")),
    ("county", re.compile(r"^[一-龥]{2,12}?(?:县|自治县|旗|(?<!自治)(?<!地)区)(?=[一-龥]{3})")),
    ("city", re.compile(r"^[一-龥]{2,8}?(?:市|自治州|盟|地区)")),
    ("province", re.compile(r"^[一-龥]{2,8}?(?:省|自治区)")),
)


def _level(side: Side) -> Level:
    """The level of government a plan is for, from its title, its region or the kind of plan."""
    if side.kind.is_enterprise:
        return "unit"
    if side.kind is Kind.TOWNSHIP:
        return "township"
    province = re.match(r"^[一-龥]{2,8}?(?:省|自治区)(?![一-龥]{2,8}[市县])", side.name)
    if province:
        return "province"
    city = re.match(r"^[一-龥]{2,6}?市(?![一-龥]{2,6}?(?:区|县)(?!域))", side.name)
    if city:
        return "city"
    found = next((name for name, pattern in _LEVELS if pattern.match(side.name)), None)
    if found:
        return found
    region = side.plan.identity.region
    return "county" if region.county else "city" if region.city else "province" if region.province else "national"
