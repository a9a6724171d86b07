"""Human verdicts over runs and versions: they stay, and what changed since is told."""

from __future__ import annotations

import pytest

from checker.desk.comparing import compare_runs, earlier_runs
from checker.desk.reviewing import CHANGED_WORDS, Review, acceptable, decide, open_review
from checker.desk.running import Upload
from checker.desk.store import runs
from checker.desk.store.database import Desk
from checker.errors import InputError
from checker.plan import Paragraph
from checker.report import Report, Verdict
from checker.reporting.forms import Form, Line


def checked(desk: Desk, report: Report, data: bytes = b"one", text: tuple[Paragraph, ...] = ()) -> Review:
    (run_id,) = runs.enqueue(desk, [Upload("a.pdf", data)], runs.Said(), "张三")
    claimed = runs.claim(desk, "w")
    assert claimed and runs.finish(desk, claimed, "w", report, text)
    return open_review(desk, run_id)


def duty(review: Review, requirement: str) -> tuple[Form, Line]:
    return next((f, line) for f in review.duties for line in f.lines if line.id == requirement)


def with_quote(report: Report, requirement: str, quote: str) -> Report:
    changed = tuple(
        f.model_copy(update={"evidence": (f.evidence[0].model_copy(update={"quote": quote}),)})
        if f.requirement == requirement
        else f
        for f in report.findings
    )
    return report.model_copy(update={"findings": changed})


def test_a_word_survives_a_new_run_and_a_new_version(desk: Desk, sample_report: Report) -> None:
    first = checked(desk, sample_report)
    form, line = duty(first, "PART-1")
    decide(first, [(form, line, Verdict.COMPLIANT, "附件里有")], "李四")
    again = checked(desk, sample_report)
    _form, line = duty(again, "PART-1")
    assert line.opinion and (line.opinion.verdict, line.opinion.note) == (Verdict.COMPLIANT, "附件里有")
    assert not line.opinion.carried and not line.is_open
    newer = checked(desk, sample_report, b"two")
    _form, line = duty(newer, "PART-1")
    assert newer.version.number == 2 and line.opinion and line.opinion.carried == "沿用第1版的结论"
    assert not line.is_open and newer.reviewers == "李四"


def test_changed_words_open_the_row_again_and_say_so(desk: Desk, sample_report: Report) -> None:
    first = checked(desk, sample_report)
    decide(first, [(*duty(first, "PART-1"), Verdict.COMPLIANT, "")], "李四")
    newer = checked(desk, with_quote(sample_report, "PART-1", "分为四级响应。"), b"two")
    _form, line = duty(newer, "PART-1")
    assert line.opinion and line.opinion.changed == CHANGED_WORDS and line.is_open
    decide(newer, [(*duty(newer, "PART-1"), Verdict.PARTIAL, "看过新文")], "李四")
    _form, line = duty(open_review(desk, newer.run.id), "PART-1")
    assert line.result is Verdict.PARTIAL and not line.is_open


def test_a_changed_proposal_is_told(desk: Desk, sample_report: Report) -> None:
    first = checked(desk, sample_report)
    decide(first, [(*duty(first, "MISS-1"), Verdict.NON_COMPLIANT, "")], "李四")
    cured = tuple(
        f.model_copy(update={"verdict": Verdict.COMPLIANT}) if f.requirement == "MISS-1" else f
        for f in sample_report.findings
    )
    newer = checked(desk, sample_report.model_copy(update={"findings": cured}), b"two")
    _form, line = duty(newer, "MISS-1")
    assert line.opinion and "由“不符合”变为“符合”" in line.opinion.changed


def test_bulk_accept_takes_open_proposals_but_not_what_is_undetermined(desk: Desk, sample_report: Report) -> None:
    review = checked(desk, sample_report)
    decide(review, [(*duty(review, "PART-1"), Verdict.COMPLIANT, "我的")], "李四")
    review = open_review(desk, review.run.id)
    for form in review.duties:
        decide(review, acceptable(form, form.lines), "李四", accepted=True)
    after = open_review(desk, review.run.id)
    results = {line.id: (line.opinion.verdict if line.opinion else None) for f in after.duties for line in f.lines}
    assert results["PART-1"] is Verdict.COMPLIANT and results["MISS-1"] is Verdict.NON_COMPLIANT
    assert results["ASK-1"] is None and sum(f.open for f in after.duties) == 1


def test_a_decision_can_be_taken_back(desk: Desk, sample_report: Report) -> None:
    review = checked(desk, sample_report)
    decide(review, [(*duty(review, "PART-1"), Verdict.COMPLIANT, "")], "李四")
    decide(review, [(*duty(review, "PART-1"), None, "")], "李四")
    assert duty(open_review(desk, review.run.id), "PART-1")[1].opinion is None


def test_nobody_decides_without_a_name(desk: Desk, sample_report: Report) -> None:
    review = checked(desk, sample_report)
    with pytest.raises(InputError, match="姓名"):
        decide(review, [(*duty(review, "PART-1"), Verdict.COMPLIANT, "")], "  ")


def test_a_run_that_is_not_finished_cannot_be_reviewed(desk: Desk) -> None:
    (run_id,) = runs.enqueue(desk, [Upload("a.pdf", b"x")], runs.Said(), "张三")
    for number in (run_id, 999):
        with pytest.raises(InputError, match="没有完成"):
            open_review(desk, number)


def test_versions_of_one_plan_are_compared(desk: Desk, sample_report: Report) -> None:
    text = tuple(Paragraph(i, f"第{i}段") for i in range(1, 43))
    first = checked(desk, sample_report, b"one", text)
    newer = checked(desk, sample_report, b"two", (*text[:40], Paragraph(41, "改过的"), *text[41:]))
    ((version, earlier),) = earlier_runs(desk, newer.run, newer.plan.id)
    assert version.number == 1 and earlier.id == first.run.id
    compared = compare_runs(desk, earlier.id, newer.run.id)
    assert compared and [s.what for s in compared.sections] == ["rewritten"] and "改过的" in compared.sections[0].new
    assert compare_runs(desk, 999, newer.run.id) is None
