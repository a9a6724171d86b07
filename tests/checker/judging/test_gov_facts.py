"""Fact tests that government plans need: ladders without starters, reporting limits, upper plans of the own region."""

from __future__ import annotations

from collections.abc import Callable

from checker.plan import Kind, Region, Subject
from checker.report import PointResult

Judge = Callable[..., PointResult]
GOV = {"unit_kind": Kind.GOV_SPECIAL, "subject": Subject.GOVERNMENT}
BASIS = "# 1.2 编制依据\n\n依据《{0}突发事件总体应急预案》，制定本预案。\n"


def test_a_ladder_without_any_starter_is_no_gap_where_command_follows_the_grade(judged: Judge) -> None:
    text = "应急响应由高到低分为一级响应、二级响应、三级响应、四级响应。"
    assert judged(text, kind="fact", test="levels-started", **GOV).met is False
    assert judged(text, kind="fact", test="levels-started", args={"or_none": True}, **GOV).met is True


def test_one_level_without_a_starter_stays_a_gap(judged: Judge) -> None:
    text = "由市指挥部启动一级响应。发生较大事故时，启动二级响应。"
    result = judged(text, kind="fact", test="levels-started", args={"or_none": True}, **GOV)
    assert (result.met, "二级" in result.reason) == (False, True)


def test_limits_of_days_are_not_limits_of_accident_reports(judged: Judge) -> None:
    args = {"max_minutes": 120, "ignore_over": 1440}
    late = judged(
        "县应急管理局接到事故报告后12小时内报告市应急管理局。", kind="fact", test="report-not-late", args=args, **GOV
    )
    statistics = judged(
        "入库情况在5个工作日内上报县应急管理局。", kind="fact", test="report-not-late", args=args, **GOV
    )
    assert (late.met, statistics.met) == (False, True)


def test_an_upper_plan_of_another_province_is_named(judged: Judge) -> None:
    here = Region("青海省", "", "")
    own = judged(BASIS.format("青海省"), kind="fact", test="upper-plans", args={"own": True}, region=here, **GOV)
    foreign = judged(BASIS.format("海南省"), kind="fact", test="upper-plans", args={"own": True}, region=here, **GOV)
    assert own.met is True
    assert (foreign.met, "海南省" in foreign.reason) == (False, True)
