"""Inside an enterprise's file: only clear gaps between its plans are told."""

from __future__ import annotations

import pytest

from checker.connecting.inside import inside_conflicts
from checker.connecting.side import Side
from checker.reading import read_text
from checker.reading.options import ReadOptions
from kb.catalogue import load_catalogue

FILE = """
# 云杉化工有限公司综合应急预案

## 1 事故风险描述

可能发生火灾和触电事故。

| 事故类型 | 部位 | 风险等级 |
|---|---|---|
| 火灾 | 仓库 | 较大风险 |
| 触电 | 车间 | 一般风险 |

## 2 应急响应

响应分为一级、二级。一级响应由总经理启动一级响应。二级响应由车间主任启动二级响应。

# 火灾事故专项应急预案

## 1 适用范围

适用于火灾事故的应急处置。

## 2 处置措施

立即灭火，疏散人员。

# 触电事故现场处置方案

## 1 事故风险描述

用电设备漏电导致触电。

## 2 应急处置

切断电源，抢救伤员。
"""


@pytest.fixture
def told():
    def made(text):
        from datetime import date

        plan = read_text(text, name="plan.md", options=ReadOptions())
        side = Side.of(plan, load_catalogue(), date(2026, 11, 23))
        assert len(plan.units) == 3
        return [c.what for c in inside_conflicts(plan, side.index, side.facts)]

    return made


def test_file_whose_plans_fit_has_no_conflict(told):
    assert told(FILE) == []


def test_high_risk_that_no_plan_handles(told):
    found = told(FILE.replace("| 触电 | 车间 | 一般风险 |", "| 液氨泄漏 | 机房 | 重大风险 |"))
    assert any("液氨泄漏" in what for what in found)


def test_plan_for_an_accident_nobody_named_as_a_risk(told):
    text = FILE.replace("火灾和触电事故", "火灾事故").replace("| 触电 | 车间 | 一般风险 |\n", "")
    found = told(text)
    assert any("触电事故现场处置方案" in what for what in found)


def test_samples_have_none(side_at, samples):
    for name in ("01-good-enterprise.docx", "02-poor-enterprise.docx"):
        side = side_at(samples / name)
        assert inside_conflicts(side.plan, side.index, side.facts) == ()
