"""Which duties a unit is judged by: kind, subject, region, level, words, title."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kb.catalogue import Catalogue
from kb.selecting import Selection, applicable

HERE = ("河南省", "洛阳市", "涧西区")
ELSEWHERE = ("陕西省", "西安市", "")


def select(
    catalogue: Catalogue,
    kind: str = "enterprise-comprehensive",
    subject: str = "ordinary",
    region: tuple[str, str, str] = ELSEWHERE,
    title: str = "东风机械有限公司生产安全事故综合应急预案",
    text: str = "",
    as_of: date | None = None,
    issued: str = "",
) -> dict[str, Selection]:
    def count(pattern: str) -> int:
        return len(re.findall(catalogue.expand(pattern), text))

    found = applicable(
        catalogue,
        kind=kind,
        subject=subject,
        region=region,
        text_counts=count,
        title=title,
        as_of=as_of,
        issued=issued,
    )
    return {s.requirement.id: s for s in found}


def test_only_duties_of_the_kind_are_listed(catalogue: Catalogue) -> None:
    onsite = select(catalogue, "enterprise-onsite")
    assert {"GBT29639-8.1", "M88-33A"} <= set(onsite)
    assert not {"GBT29639-6.1.2", "GBT29639-7.4", "G5-32"} & set(onsite)


def test_subject_decides_the_drill_floor(catalogue: Catalogue) -> None:
    ordinary = select(catalogue)["M88-33B"]
    assert ordinary.status == "not_applicable"
    assert "一般生产经营单位" in ordinary.reason
    assert select(catalogue, subject="crowded-place")["M88-33B"].status == "judge"
    assert select(catalogue, subject="high-risk")["M88-33B"].status == "judge"


def test_duty_phone_rule_is_not_for_crowded_places(catalogue: Catalogue) -> None:
    assert select(catalogue, subject="crowded-place")["R708-14"].status == "not_applicable"
    assert select(catalogue, subject="high-risk")["R708-14"].status == "judge"


def test_region_decides_local_duties(catalogue: Catalogue) -> None:
    away = select(catalogue)["LY-DRILL"]
    assert (away.status, "西安市" in away.reason) == ("not_applicable", True)
    assert select(catalogue, region=HERE)["LY-DRILL"].status == "judge"
    assert "没有读出" in select(catalogue, region=("", "", ""))["LY-DRILL"].reason
    assert select(catalogue, region=("河南省", "", ""))["HNYA25-BASIS"].status == "judge"


@pytest.mark.parametrize(
    ("region", "status"),
    [
        (("湖北省", "", ""), "not_applicable"),
        (("湖北省", "襄阳市", ""), "judge"),
        (("天津市", "", ""), "judge"),  # 直辖市 count as city
        (("", "", ""), "judge"),  # not read: nothing is excluded
    ],
)
def test_level_of_the_region(catalogue: Catalogue, region: tuple[str, str, str], status: str) -> None:
    found = select(catalogue, "gov-special", "government", region, "某地供水突发事件应急预案")
    assert found["G5-10"].status == status


def test_production_safety_rules_spare_natural_disasters(catalogue: Catalogue) -> None:
    flood = select(catalogue, "gov-special", "government", title="某市防汛应急预案")
    assert flood["R708-8A"].status == "not_applicable"
    assert flood["G5-32"].status == "judge"
    gas = select(catalogue, "gov-special", "government", title="某市燃气事故应急预案")
    assert gas["R708-8A"].status == "judge"
    grain = select(catalogue, "gov-department", "government", title="某市粮食局生产安全事故应急预案")
    assert grain["R708-8A"].status == "judge"
    # An enterprise is bound by the same rule whatever the hazard.
    assert select(catalogue, "enterprise-special", title="防汛专项应急预案")["M88-34"].status == "judge"


def test_a_word_once_does_not_make_a_chemical_unit(catalogue: Catalogue) -> None:
    once = select(catalogue, text="依据危险化学品安全管理条例。危险化学品事故另行处置。")
    assert once["WHP-93"].status == "not_applicable"
    assert select(catalogue, title="南岭化工有限公司综合应急预案")["WHP-93"].status == "judge"
    storage = "液氨储罐泄漏。" * 20
    assert select(catalogue, text=storage)["WHP-93"].status == "judge"


@pytest.mark.parametrize(
    ("title", "duty", "status"),
    [
        ("天然气泄漏事故专项应急预案 云顶大酒店有限公司", "WHP-91", "not_applicable"),
        ("火灾事故专项应急预案 南岭制药股份有限公司", "WHP-91", "judge"),
        ("火灾事故专项应急预案 临河燃气有限公司", "WHP-91", "not_applicable"),
        ("火灾事故专项应急预案 东岭矿山机械有限公司", "MINE16-DRILL", "not_applicable"),
        ("火灾事故专项应急预案 黑石沟煤矿", "MINE16-DRILL", "judge"),
        ("高层住宅项目部火灾专项应急预案 宏大建设集团", "HR5-44", "not_applicable"),
        ("行车事故专项应急预案 临河轨道集团", "GBT33942-5.11", "not_applicable"),
    ],
)
def test_trade_is_read_from_the_name_of_the_unit(catalogue: Catalogue, title: str, duty: str, status: str) -> None:
    """A dangerous gas in a hotel kitchen makes no chemical plant, and a maker of mining machines runs no mine."""
    assert select(catalogue, "enterprise-special", "high-risk", title=title)[duty].status == status


def test_one_graded_major_hazard_source_is_enough(catalogue: Catalogue) -> None:
    assert select(catalogue, text="罐区构成四级重大危险源。")["AQSC-40"].status == "judge"
    assert select(catalogue, text="罐区不构成重大危险源。")["AQSC-40"].status == "not_applicable"


def test_saying_there_is_no_major_hazard_source(catalogue: Catalogue) -> None:
    yes = "本公司罐区构成三级重大危险源。重大危险源包保责任人见附件。"
    no = "经辨识，本公司不构成危险化学品重大危险源。属于重大危险源的须备案。重大危险源备案。"
    assert select(catalogue, text=yes)["AQSC-40"].status == "judge"
    assert select(catalogue, text=no)["AQSC-40"].status == "not_applicable"


def test_titles_stand_apart(catalogue: Catalogue) -> None:
    title = "食堂卫生专项应急预案 宏大消防工程有限公司 生产安全事故应急预案"
    assert select(catalogue, "enterprise-special", title=title)["XF61-39"].status == "not_applicable"
    title = "火灾事故专项应急预案 宏大纺织有限公司 生产安全事故应急预案"
    assert select(catalogue, "enterprise-special", title=title)["XF61-39"].status == "judge"


def test_other_material_is_not_run_with_a_reason(catalogue: Catalogue) -> None:
    found = select(catalogue)
    assert (found["M88-27"].status, "备案材料" in found["M88-27"].reason) == ("not_run", True)
    assert (found["AQT9011-6"].status, "日常记录" in found["AQT9011-6"].reason) == ("not_run", True)


def test_equivalent_duty_follows_the_one_it_equals(catalogue: Catalogue) -> None:
    assert select(catalogue)["GBT29639-9.4"].same_as == "GBT29639-6.5.3"
    special = select(catalogue, "enterprise-special", title="火灾专项应急预案")["GBT29639-9.4"]
    assert (special.status, special.same_as) == ("judge", None)  # the other one is not meant for special plans


def test_duty_of_a_later_law_does_not_apply_yet(catalogue: Catalogue) -> None:
    chemical = "南岭化工有限公司综合应急预案"
    assert select(catalogue, title=chemical, as_of=date(2026, 6, 1))["WHP-93"].status == "judge"
    early = select(catalogue, title=chemical, as_of=date(2025, 6, 1))["WHP-93"]
    assert (early.status, "2026-05-01" in early.reason) == ("not_applicable", True)


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("国家森林火灾应急预案 国务院办公厅", "not_applicable"),
        ("公路交通突发事件应急预案 中华人民共和国交通运输部", "not_applicable"),
        ("海岛灾害应急预案 自然资源部办公厅", "not_applicable"),
        ("安宁市防汛应急预案 安宁市防汛抗旱指挥部", "judge"),
    ],
)
def test_national_plans_are_not_judged_as_plans_of_cities_and_counties(
    catalogue: Catalogue, title: str, status: str
) -> None:
    found = select(catalogue, "gov-special", "government", ("", "", ""), title)
    assert found["G5-10"].status == status


@pytest.mark.parametrize(("issued", "status"), [("2023", "not_applicable"), ("2025", "judge"), ("", "judge")])
def test_a_measure_is_no_basis_for_plans_issued_before_it(catalogue: Catalogue, issued: str, status: str) -> None:
    assert select(catalogue, region=HERE, issued=issued)["HNYA25-BASIS"].status == status
