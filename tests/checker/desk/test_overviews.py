"""Which plans are looked at together: a batch with its latest checks, what failed told, a verdict taken in at once."""

from __future__ import annotations

from checker.desk.overviews import EVERYTHING, overview_of, scopes
from checker.desk.running import Upload
from checker.desk.store import decisions, plans, runs
from checker.desk.store.database import Desk
from checker.report import Report, Verdict
from checker.reporting.forms import unit_keys


def retitled(report: Report, title: str) -> Report:
    return report.model_copy(update={"plan": report.plan.model_copy(update={"title": title})})


def checked(desk: Desk, *files: tuple[str, Report | None]) -> list[int]:
    """Drop the files together and finish them."""
    ids = runs.enqueue(desk, [Upload(name, name.encode()) for name, _r in files], runs.Said(), "张三")
    for _name, report in files:
        claimed = runs.claim(desk, "w")
        assert claimed and runs.finish(desk, claimed, "w", report, problem="" if report else "打不开")
    return ids


def test_a_batch_and_everything_are_offered_and_failures_told(desk: Desk, sample_report: Report) -> None:
    other = retitled(sample_report, "另一份预案")
    checked(desk, ("甲.pdf", sample_report), ("乙.pdf", other), ("坏.pdf", None))
    checked(desk, ("丙.pdf", retitled(sample_report, "第三份预案")))
    batch, everything = scopes(desk)
    assert len(batch.runs) == 2 and batch.problems == (("坏.pdf", "打不开"),) and "1 个没有查成" in batch.label
    assert everything.key == EVERYTHING and len(everything.runs) == 3


def test_a_file_checked_again_counts_once_with_its_latest_check(desk: Desk, sample_report: Report) -> None:
    other = retitled(sample_report, "另一份预案")
    first, second = checked(desk, ("甲.pdf", sample_report), ("乙.pdf", other))
    run = runs.run(desk, first)
    assert run
    latest = runs.again(desk, run, runs.Said(), "张三")
    claimed = runs.claim(desk, "w")
    assert claimed and runs.finish(desk, claimed, "w", sample_report)
    assert scopes(desk)[0].runs == (second, latest)


def test_a_new_verdict_changes_the_overview(desk: Desk, sample_report: Report) -> None:
    ids = checked(desk, ("甲.pdf", sample_report), ("乙.pdf", retitled(sample_report, "另一份预案")))
    assert overview_of(desk, ids).defects[0].failed == 2
    run = runs.run(desk, ids[0])
    version = plans.version(desk, run.version or 0) if run else None
    assert version
    word = decisions.Decision(unit_keys(sample_report)["u1"], "MISS-1", Verdict.COMPLIANT.value)
    decisions.decide(desk, version.plan, version.id, ids[0], [word], "张三")
    assert next(d for d in overview_of(desk, ids).defects if d.requirement == "MISS-1").failed == 1
