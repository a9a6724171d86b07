"""Which plans are written and stand on the law of today."""

from __future__ import annotations

from datetime import date

from checker.desk.records import records
from checker.desk.running import Upload
from checker.desk.standing import PlanStanding, law_changes, share, standings
from checker.desk.store import registry, runs
from checker.desk.store.database import Desk
from checker.report import Report
from kb.catalogue import load_catalogue

TODAY = date(2026, 11, 23)


def checked(desk: Desk, report: Report) -> None:
    runs.enqueue(desk, [Upload("a.pdf", b"one")], runs.Said(), "张三")
    claimed = runs.claim(desk, "w")
    assert claimed and runs.finish(desk, claimed, "w", report)


def made(report: Report, *, issued: str = "2024-04", cites: str = "", duty: str = "OK-1") -> Report:
    """Issued then, citing that instrument only, with that duty applying only."""
    citation = report.facts.citations[0].model_copy(update={"instrument": cites or None, "at_issue": "current"})
    finding = report.findings[0].model_copy(update={"requirement": duty})
    changed = {
        "plan": report.plan.model_copy(update={"issued": issued}),
        "facts": report.facts.model_copy(update={"citations": (citation,)}),
        "findings": (finding,),
        "not_run": (),
    }
    return report.model_copy(update=changed)


def found(desk: Desk) -> list[PlanStanding]:
    return standings(records(desk), load_catalogue(), TODAY)


def test_a_cited_law_replaced_after_the_issue_asks_for_revision(desk: Desk, sample_report: Report) -> None:
    checked(desk, made(sample_report, cites="TFSJ-2007"))
    (change,) = law_changes(records(desk)[0], load_catalogue(), TODAY)
    assert (change.how, change.since) == ("cited", "2024-11-01") and "2024" in change.newer
    (plan,) = found(desk)
    assert plan.standing == "revise" and "已由" in plan.why[0]


def test_a_law_that_was_old_at_the_issue_is_told_apart(desk: Desk, sample_report: Report) -> None:
    checked(desk, made(sample_report, issued="2026-06-08", cites="TFSJ-2007"))
    (change,) = law_changes(records(desk)[0], load_catalogue(), TODAY)
    assert change.how == "old" and "公布前就已" in change.words


def test_a_law_that_binds_and_came_after_the_plan_asks_for_revision(desk: Desk, sample_report: Report) -> None:
    catalogue = load_catalogue()
    duty = next(r for r in catalogue.requirements.values() if r.instrument == "TFSJ-2024")
    checked(desk, made(sample_report, duty=duty.id))
    (change,) = law_changes(records(desk)[0], catalogue, TODAY)
    assert change.how == "applies" and "2024-11-01" in change.words
    registry.add_event(desk, registry.Event(1, "issue", "2026-05-01"), "张三")
    assert not law_changes(records(desk)[0], catalogue, TODAY), "issued anew since"


def test_nothing_is_said_of_a_plan_without_a_date(desk: Desk, sample_report: Report) -> None:
    checked(desk, made(sample_report, issued="", duty="TFSJ-78"))
    assert not law_changes(records(desk)[0], load_catalogue(), TODAY)
    assert found(desk)[0].standing == "undated"


def test_what_stands_today_is_named_through_all_that_came_between(desk: Desk, sample_report: Report) -> None:
    checked(desk, made(sample_report, cites="M17-2009"))
    (change,) = law_changes(records(desk)[0], load_catalogue(), TODAY)
    assert change.newer == load_catalogue().instruments["M88"].cite and change.how == "old"


def test_an_evaluation_that_asks_for_revision_holds_until_the_plan_is_issued_anew(
    desk: Desk, sample_report: Report
) -> None:
    checked(desk, made(sample_report))
    registry.add_event(desk, registry.Event(1, "evaluation", "2026-05-01", category="revise"), "张三")
    assert found(desk)[0].why == ("2026-05-01 评估结论：需要修订",)
    registry.add_event(desk, registry.Event(1, "issue", "2026-08-01"), "张三")
    assert found(desk)[0].standing == "current"


def test_the_share_is_of_all_that_has_to_be_written(desk: Desk, sample_report: Report) -> None:
    assert share(found(desk)) == 0
    checked(desk, made(sample_report))
    missing = registry.add_plan(desk, "云杉大酒店有限公司", "停电应急预案", "张三")
    registry.add_plan(desk, "云杉大酒店有限公司", "踩踏应急预案", "张三")
    assert [s.standing for s in found(desk)].count("unwritten") == 2 and round(share(found(desk)), 2) == 0.33
    registry.remove_plan(desk, missing, "张三")
    assert share(found(desk)) == 0.5


def test_a_law_whose_successor_is_not_in_force_yet_still_stands(desk: Desk, sample_report: Report) -> None:
    checked(desk, made(sample_report, cites="R599"))
    record = records(desk)[0]
    assert law_changes(record, load_catalogue(), TODAY) == []
    (change,) = law_changes(record, load_catalogue(), date(2027, 1, 2))
    assert (change.how, change.since) == ("cited", "2027-01-01")
