"""Drills and evaluation with their intervals."""

from __future__ import annotations

import pytest


def drills(facts):
    return [x.interval_months for x in facts.drills]


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("综合应急预案演练公司每年至少办一次，现场处置方案演练每半年至少办一次。", [12, 6]),
        ("每年组织不少于两次的消防疏散演练。", [6]),
        ("县防指一般1-2年至少举行一次防汛综合演练。", [24]),
        ("县应急局每三年至少组织一次本预案演练。", [36]),
        ("每季度开展一次桌面推演。", [3]),
        ("至少每2年进行一次应急演练。", [24]),
        ("演练每半年开展一次。", [6]),
        ("综合、专项预案每年演练一次，现场处置方案每半年演练一次。", [12, 6]),
        ("每年初制订演练计划，专项预案每半年至少演练一次。", [6]),
        ("每年5月、11月各开展一次疏散演练。", [6]),
        ("每年六月进行一次综合演练。", [12]),
        ("公司应定期组织应急演练。", [None]),
        ("每年组织一次消防培训，适时开展应急演练。", [None]),
    ],
)
def test_drill_intervals(extract, sentence, months):
    assert drills(extract(f"## 7.3 应急演练\n\n{sentence}\n")) == months


@pytest.mark.parametrize(
    "sentence",
    [
        "每年一月编制年度应急演练计划。",
        "每季度组织一次消防培训。",
        "演练结束后进行评估总结。",
    ],
)
def test_no_drill(extract, sentence):
    assert drills(extract(f"## 7.3 应急演练\n\n{sentence}\n")) == []


def test_drills_in_a_table(extract):
    facts = extract(
        """
## 7.3 应急演练

| 演练类型 | 频次 | 组织部门 |
| --- | --- | --- |
| 综合演练 | 1次/年 | 安环部 |
| 现场处置演练 | 每半年1次 | 各车间 |
"""
    )
    assert drills(facts) == [12, 6]


def test_drill_reported_and_assessed(extract):
    facts = extract(
        """
## 7.3 应急演练

每年至少组织一次综合演练，演练结束后进行评估，并将演练情况报送县应急管理局。
"""
    )
    assert facts.drills[0].reported and facts.drills[0].assessed


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("每三年进行一次应急预案评估。", [36]),
        ("建立应急预案定期评估制度。", [None]),
        ("每年组织一次演练，演练后对预案进行评估。", []),
        ("适时修订本预案。", []),
    ],
)
def test_reviews(extract, sentence, months):
    facts = extract(f"## 8.1 预案评估与修订\n\n{sentence}\n")
    assert [x.interval_months for x in facts.reviews] == months


def test_each_drill_is_named_by_its_plan(extract):
    facts = extract("## 6.2 演练\n\n综合预案或专项预案每半年至少演练一次，现场处置方案每季度一次，覆盖各车间。\n")
    assert [(d.what, d.interval_months) for d in facts.drills] == [
        ("综合预案或专项预案演练", 6),
        ("现场处置方案演练", 3),
    ]


def test_evaluation_told_under_its_own_title(extract):
    facts = extract("## 8 预案管理\n\n8.3 评估与修订：安全部每三年组织评估一次，分析其针对性和实用性。\n")
    assert [r.interval_months for r in facts.reviews] == [36]
