"""Rows of the review tables are judged by their own checks: read from files, so that the words come with them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from checker.check import CheckOptions, check_plan
from checker.plan import Kind
from checker.reading import read, read_text
from checker.reading.options import ReadOptions
from checker.report import Report, Verdict
from checker.reporting.forms import Line, Opinion, Opinions, fill_forms, unit_keys
from checker.reporting.row_proposals import State
from kb.catalogue import load_catalogue

SAMPLES = Path(__file__).resolve().parents[3] / "corpora/samples"
POOR, GOOD = SAMPLES / "02-poor-enterprise.docx", SAMPLES / "01-good-enterprise.docx"

ORGANISATION = """# 应急组织机构
成立应急指挥部，总指挥由厂长担任，副总指挥由安全部经理担任，下设抢险救援组、医疗救护组和后勤保障组。
指挥部平时组织预案演练和培训，事故时负责启动响应、指挥救援。
抢险救援组组长：李强。抢险救援组负责堵漏、灭火和抢修。
医疗救护组组长：王芳。医疗救护组负责抢救伤员、联系医院。
"""
SPECIAL = """# 火灾事故专项应急预案
## 适用范围
适用于本厂火灾事故，是综合应急预案的组成部分。
## 应急组织机构及职责
组织机构和职责按综合应急预案执行。
## 响应启动
响应程序与综合应急预案一致。
## 处置措施
发现人立即切断电源，用灭火器扑救，疏散人员，拨打119。
"""


@lru_cache(maxsize=2)
def sample(path: Path) -> Report:
    return check_plan(read(path, ReadOptions(ocr=False)), CheckOptions(ocr=False))


def written(text: str, kind: Kind = Kind.ENTERPRISE_COMPREHENSIVE) -> Report:
    """The text as a plan of its own, with just enough around it to be taken for one."""
    whole = f"# 绿洲厂应急预案\n{text}\n# 其他\n应急响应、事故报告、组织机构、处置措施、应急保障、演练见厂规。"
    return check_plan(read_text(whole, name="plan.md", options=ReadOptions(kind=kind)), CheckOptions())


def rows(report: Report, opinions: Opinions | None = None, unit: str | None = None) -> dict[str, Line]:
    """The rows by id; of one unit's tables where several units have the same."""
    forms = fill_forms(report, load_catalogue(), opinions or {})
    return {line.id: line for form in forms if unit in (None, form.unit) for line in form.lines}


def state(line: Line, number: int) -> State:
    return line.seen[number - 1].state


# --- the verdict of a row ----------------------------------------------------------------------------------------


def test_a_row_whose_checks_are_met_is_compliant_though_some_related_duties_have_gaps() -> None:
    row = rows(sample(POOR))["F2-14"]
    assert row.verdict is Verdict.COMPLIANT
    assert any(f.verdict.is_gap for f in row.findings), "the duties are shown beside the row all the same"


def test_a_row_is_no_better_than_the_best_of_its_own_duties() -> None:
    row = rows(sample(POOR))["F2-9"]
    assert {c.state for c in row.seen} == {State.MET}
    assert row.verdict is Verdict.PARTIAL and row.reason.endswith("；对应的要求有不足")


def test_a_row_with_some_checks_met_says_which_are_not() -> None:
    row = rows(sample(POOR))["F2-17"]
    assert row.verdict is Verdict.PARTIAL and state(row, 4) is State.UNMET
    assert row.reason.startswith("缺“经费”") and "具备“通信畅通”" in row.reason


def test_nothing_of_the_row_is_non_compliant() -> None:
    row = rows(sample(POOR))["F5-3"]
    assert row.verdict is Verdict.NON_COMPLIANT and row.reason.startswith("缺“接报")


def test_a_minor_check_alone_does_not_lower_a_row() -> None:
    row = rows(sample(POOR))["F2-14"]
    assert row.verdict is Verdict.COMPLIANT and "缺“流程图表”" in row.reason


def test_a_limit_that_is_too_long_makes_the_row_non_compliant_whatever_else_is_there() -> None:
    row = rows(sample(POOR))["F2-12"]
    assert row.verdict is Verdict.NON_COMPLIANT and row.reason.startswith("没有做到")
    assert any(c.state is State.MET for c in row.seen)


def test_without_any_level_the_principle_of_urgent_decisions_is_no_grading() -> None:
    row = rows(written("# 总则\n本预案适用于全厂。\n# 应急响应\n紧急情况下班长有权立即停产撤人。"))["F2-13"]
    assert state(row, 3) is State.MET and row.verdict is Verdict.NON_COMPLIANT


def test_a_contradiction_that_touches_the_row_lowers_it_and_is_told() -> None:
    assert rows(written(ORGANISATION))["F2-9"].verdict is Verdict.COMPLIANT
    other = rows(written(ORGANISATION + "# 应急响应\n医疗救援组到现场抢救伤员。\n医疗救护组组织转送。"))["F2-9"]
    assert other.verdict is Verdict.PARTIAL and "前后矛盾：小组名称前后不一" in other.reason


def test_what_only_material_can_show_is_left_to_a_person() -> None:
    process = rows(sample(GOOD))["F1-6"]
    assert process.verdict is Verdict.UNDETERMINED and process.reason.startswith("请看编制说明")
    filing = rows(written("# 预案管理\n本预案报广平县应急管理局备案存档。"))["F2-19"]
    assert filing.verdict is Verdict.COMPLIANT and "请看备案材料：“符合备案规定”" in filing.reason


def test_what_the_standard_no_longer_asks_for_may_be_left_out() -> None:
    assert rows(sample(GOOD))["F2-1"].verdict is Verdict.NOT_APPLICABLE
    aim = "# 总则\n## 编制目的\n为迅速处置事故，减少人员伤亡，制定本预案。\n## 适用范围\n本预案适用于全厂。"
    assert rows(written(aim))["F2-1"].verdict is Verdict.COMPLIANT


def test_a_contents_page_may_be_left_out_of_one_short_plan_only() -> None:
    assert rows(written(SPECIAL, Kind.ENTERPRISE_SPECIAL))["F1-3"].verdict is Verdict.NOT_APPLICABLE
    assert rows(sample(POOR))["F1-3"].verdict is Verdict.NON_COMPLIANT


# --- units and the whole file ------------------------------------------------------------------------------------


def test_a_special_plan_that_follows_the_comprehensive_one_has_what_stands_there() -> None:
    comprehensive = f"# 综合应急预案\n# 总则\n本预案适用于全厂火灾事故。\n{ORGANISATION}"
    report = written(f"{comprehensive}{SPECIAL}", Kind.ENTERPRISE_COMPREHENSIVE)
    split = check_plan(read_text(f"{comprehensive}{SPECIAL}", name="plan.md"), CheckOptions())
    special = next((u.id for u in split.units if u.kind == "enterprise-special"), None)
    if special is None:
        pytest.fail(f"the file was not split: {[u.kind for u in split.units]}")
    row = rows(split, unit=special)["F3-3"]
    assert (state(row, 1), state(row, 2)) == (State.MET, State.MET)
    alone = rows(written(SPECIAL, Kind.ENTERPRISE_SPECIAL))["F3-3"]
    assert state(alone, 1) is State.UNMET and rows(report)["F2-9"].verdict is Verdict.COMPLIANT


def test_a_row_of_the_whole_file_counts_a_gap_once_and_takes_what_one_unit_has() -> None:
    row = rows(sample(POOR))["F5-2"]
    assert len(sample(POOR).units) == 3 and len(row.seen) == 2
    assert row.reason.count("规格") <= 2 and row.verdict is Verdict.PARTIAL


# --- words and people --------------------------------------------------------------------------------------------


def test_every_check_carries_its_words_and_they_come_first() -> None:
    forms = fill_forms(sample(GOOD), load_catalogue())
    met = [(line, c) for form in forms for line in form.lines for c in line.seen if c.state is State.MET]
    told = [(line, c) for line, c in met if c.evidence]
    assert len(met) > 80 and len(told) / len(met) > 0.9
    places = {(line.id, e.paragraph, e.start) for line, _c in told for e in line.evidence[: len(line.seen)]}
    assert all((line.id, c.evidence[0].paragraph, c.evidence[0].start) in places for line, c in told)


def test_the_reviewers_word_on_a_shown_duty_goes_for_the_one_that_equals_it() -> None:
    report = sample(POOR)
    key = unit_keys(report)["u1"]
    before = rows(report)["F2-13"]
    assert state(before, 3) is State.UNMET
    said = {(key, "GBT29639-6.1.2B"): Opinion(Verdict.COMPLIANT, "已核对", "李四")}
    assert state(rows(report, said)["F2-13"], 3) is State.MET
    against = {(key, "GBT29639-6.2B"): Opinion(Verdict.NON_COMPLIANT, "各组没有任务", "李四")}
    assert state(rows(report, against)["F2-9"], 3) is State.UNMET


def test_a_page_that_was_not_read_leaves_the_check_open() -> None:
    report = sample(POOR)
    unsure = tuple(
        f.model_copy(update={"points": tuple(p.model_copy(update={"met": None}) for p in f.points)})
        for f in report.findings
    )
    row = rows(report.model_copy(update={"findings": unsure}))["F2-9"]
    assert row.verdict is Verdict.UNDETERMINED and "没有读到的页" in row.reason
