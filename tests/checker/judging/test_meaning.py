"""Nearness in meaning: it proposes passages."""

from __future__ import annotations

from datetime import date

from checker.facts import extract_facts
from checker.judging.judge import unit_case
from checker.judging.nearest import nearest
from checker.language.index import TextIndex
from checker.plan import Kind
from checker.reading import read_text
from checker.reading.options import ReadOptions
from kb.catalogue import load_catalogue
from kb.models import Requirement

TEXT = (
    "# 后期处置\n开放避难点，安排无家可归者食宿，发放衣被和饮用水。\n\n电梯由维保单位每半月保养一次，保养记录存档。\n\n"
    "# 应急保障\n财务部门安排预备资金，救援费用随时可用。"
)


def duty(**fields: object) -> Requirement:
    common = {"id": "T-1", "instrument": "GBT29639", "clause": "1", "tier": "core", "canonical": "T-1"}
    common |= {"kinds": ["enterprise-comprehensive"], "group": "其他", "obligation": "must", "severity": "minor"}
    common |= {"target": "plan-text", "partial_when": "", "missing_when": ""}
    return Requirement.model_validate(common | fields)


def quotes(requirement: Requirement) -> list[str]:
    plan = read_text(TEXT, name="test.md", options=ReadOptions(kind=Kind.ENTERPRISE_COMPREHENSIVE))
    index, catalogue = TextIndex.of(plan), load_catalogue()
    facts = extract_facts(plan, index, catalogue, date(2026, 11, 23))
    return [e.quote for e in nearest(requirement, unit_case(plan, plan.units[0], facts, index, catalogue))]


def test_the_nearest_passage_may_use_other_words():
    found = quotes(
        duty(name="受灾群众安置", statement="给受灾群众提供临时安置场所。", satisfied_when="写明临时安置场所。")
    )
    assert found[0].startswith("开放避难点")


def test_cue_words_still_lead():
    found = quotes(
        duty(name="设备检查", statement="设备有检查。", satisfied_when="写明保养。", cues=["维保单位", "保养"])
    )
    assert found[0].startswith("电梯由维保单位")


def test_a_meaning_point_shows_the_passage_and_how_near_it_is(judged):
    point = {"kind": "meaning", "near": ["对受灾群众提供临时安置场所"], "threshold": 0.15}
    result = judged(TEXT, **point)
    assert result.met
    assert result.evidence[0].quote.startswith("开放避难点")
    assert result.reason.startswith("相近程度 0.")
    assert not judged("# 保障\n电梯由维保单位每半月保养一次，保养记录存档备查。", **point).met
