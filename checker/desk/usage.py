"""What the checked plans say of each duty, for the pages of the knowledge base, and checking them again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from checker.desk.store.database import Desk
from checker.desk.store.plans import plans
from checker.desk.store.runs import again, report, run, runs_of_plan
from checker.report import Verdict
from kb.usage import CheckedPlan, DutyUsage, Usage

WHO = "知识库更新"
_WORST = {Verdict.NON_COMPLIANT: 2, Verdict.PARTIAL: 1, Verdict.COMPLIANT: 0}


def usage_of(desk: Desk) -> Usage:
    """Of the latest finished check of every plan."""
    latest = []
    for plan in plans(desk):
        finished = runs_of_plan(desk, plan.id)
        if finished:
            latest.append((finished[0].id, plan.title))
    return Usage(_duties(desk, tuple(latest)), partial(check_again, desk))


def check_again(desk: Desk, run_ids: Sequence[int], who: str = WHO) -> int:
    """Put the files of these runs into the queue once more, as they were asked for; how many."""
    known = [r for r in (run(desk, i) for i in run_ids) if r]
    for r in known:
        again(desk, r, r.said, who)
    return len(known)


@lru_cache(maxsize=2)
def _duties(desk: Desk, latest: tuple[tuple[int, str], ...]) -> dict[str, DutyUsage]:
    """Each plan counts once a duty, with its worst verdict over the units."""
    worst: dict[str, dict[CheckedPlan, int]] = {}
    for run_id, title in latest:
        found = report(desk, run_id)
        for finding in found.findings if found else ():
            if finding.verdict in _WORST:
                plan, value = CheckedPlan(run_id, title), _WORST[finding.verdict]
                held = worst.setdefault(finding.requirement, {})
                held[plan] = max(value, held.get(plan, 0))
    return {
        key: DutyUsage(tuple(held), sum(v == 1 for v in held.values()), sum(v == 2 for v in held.values()))
        for key, held in worst.items()
    }
