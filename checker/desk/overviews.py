"""Which plans of the desk are looked at together, and their overview, kept until a check or a verdict is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.desk.store import decisions, plans, runs
from checker.desk.store.database import Desk, local_time
from checker.report import Verdict
from checker.reporting.forms import Key, Opinion
from checker.reporting.overview import Checked, Digest, Overview, build_overview, digest
from kb.catalogue import load_catalogue

EVERYTHING = "all"
MOST_RUNS = 2000
MOST_BATCHES = 12


@dataclass(frozen=True, slots=True)
class Scope:
    """A choice of plans: a batch that was dropped together, or every plan. `problems`: files that gave no report."""

    key: str
    label: str
    runs: tuple[int, ...]
    problems: tuple[tuple[str, str], ...] = ()


def scopes(desk: Desk) -> list[Scope]:
    """The latest batches of two files and more, then every plan with its latest check; empty batches are left out."""
    batches: dict[str, list[runs.Run]] = {}
    for run in runs.runs(desk, MOST_RUNS):  # the latest first
        batches.setdefault(run.batch, []).append(run)
    found = [_batch(key, listed) for key, listed in batches.items()]
    out = [scope for scope in found if len(scope.runs) > 1][:MOST_BATCHES]
    latest = (runs.runs_of_plan(desk, p.id) for p in plans.plans(desk))
    every = tuple(done[0].id for done in latest if done)
    return [*out, Scope(EVERYTHING, f"台账里的全部预案（{len(every)} 份，每份取最近一次检查）", every)]


def _batch(key: str, listed: Sequence[runs.Run]) -> Scope:
    """A file that was checked again counts with its latest check."""
    done: dict[str, runs.Run] = {}
    for run in listed:
        if run.state == "done":
            done.setdefault(run.sha256, run)
    failed = {r.sha256: (r.file_name, r.problem) for r in listed if r.state == "failed" and r.sha256 not in done}
    when = local_time(min(r.created for r in listed))
    told = f"，{len(failed)} 个没有查成" if failed else ""
    ids = tuple(sorted(r.id for r in done.values()))
    return Scope(key, f"{when} 放进来的一批（{len(ids)} 份{told}）", ids, tuple(failed.values()))


def overview_of(desk: Desk, run_ids: Sequence[int]) -> Overview:
    """The overview of these finished runs; `PlanLine.key` is the run. Only what changed since is read again."""
    found = (_digest(desk, r, _decided(desk, r), load_catalogue().sha256) for r in run_ids)
    return build_overview([d for d in found if d], load_catalogue())


Decided = tuple[tuple[Key, str], ...]


def _decided(desk: Desk, run_id: int) -> Decided:
    """What people decided on the plan of a run, as a value that changes when they decide."""
    run = runs.run(desk, run_id)
    version = plans.version(desk, run.version) if run and run.version else None
    if version is None:
        return ()
    return tuple((key, row.verdict) for key, row in decisions.standing(desk, version.plan).items())


@lru_cache(maxsize=1024)
def _digest(desk: Desk, run_id: int, decided: Decided, _catalogue: str) -> Digest | None:
    """None when the report is gone; kept for each state of the verdicts and of the knowledge base."""
    report = runs.report(desk, run_id)
    if report is None:
        return None
    opinions = {key: Opinion(Verdict(verdict)) for key, verdict in decided}
    return digest(Checked(report, opinions, run_id), load_catalogue())
