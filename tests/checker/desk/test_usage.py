"""What the checked plans say of each duty, and checking them again."""

from __future__ import annotations

from checker.desk.running import Upload
from checker.desk.store import runs
from checker.desk.store.database import Desk
from checker.desk.usage import usage_of
from checker.report import Report, Verdict


def test_each_plan_counts_once_and_can_be_checked_again(desk: Desk, sample_report: Report) -> None:
    assert not usage_of(desk).duties
    (run_id,) = runs.enqueue(desk, [Upload("a.pdf", b"one")], runs.Said(), "张三")
    claimed = runs.claim(desk, "w")
    assert claimed and runs.finish(desk, claimed, "w", sample_report, ())
    usage = usage_of(desk)
    failed = {f.requirement for f in sample_report.findings if f.verdict is Verdict.NON_COMPLIANT}
    assert failed == {key for key, duty in usage.duties.items() if duty.failed}
    key = next(iter(failed))
    assert usage.duties[key].failed == 1 and "不符合 1 份" in usage.duties[key].text
    plans = usage.plans_with([key, "NO-SUCH"])
    assert [p.run for p in plans] == [run_id]
    assert usage.again and usage.again([run_id, 999]) == 1
    assert [r.state for r in runs.runs(desk)].count("queued") == 1
