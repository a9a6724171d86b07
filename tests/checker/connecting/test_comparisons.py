"""Comparisons made in code, on invented cities."""

from __future__ import annotations

import pytest

UPPER = """
# 星湾市突发事件总体应急预案

## 1 总则

### 1.1 分类分级

(1)自然灾害。主要包括水旱灾害、气象灾害和地震灾害等。

(2)事故灾难。主要包括火灾、交通事故、供水事故等。

突发事件由高到低分为特别重大、重大、较大、一般四级。

## 2 组织指挥

市应急委下设市防汛指挥部、市交通事故应急指挥部、市供水事故应急指挥部。市专项指挥部总指挥由分管副市长担任。

## 3 响应

本市应急响应分为一级、二级、三级、四级。

一级响应：特别重大事件由市委、市政府决定启动一级响应。

二级响应：重大事件由市应急委决定启动二级响应。

三级响应：较大事件由专项指挥部决定启动三级响应。

四级响应：一般事件由县级人民政府决定启动四级响应。

市级部门最迟2小时内向市应急办报告。
"""

PLAN = """
# 星湾市供水突发事件应急预案

## 1 总则

依据《星湾市突发事件总体应急预案》制定本预案。供水突发事件由高到低分为特别重大、重大、较大、一般四级。

## 2 组织指挥

市供水事故应急指挥部负责供水突发事件应对。总指挥由分管副市长担任。

## 3 响应

本市供水应急响应分为一级、二级、三级、四级。

一级响应：特别重大事件由市委、市政府决定启动一级响应。

二级响应：重大事件由市应急委决定启动二级响应。

三级响应：较大事件由市供水事故应急指挥部决定启动三级响应。

四级响应：一般事件由县级人民政府决定启动四级响应。

指挥部办公室最迟1小时内向市应急办报告。
"""

CODE = ("basis-cited", "levels-", "body-", "report-limit", "report-to", "grades-", "class-", "units-")


def of_code(found):
    return {k for k in found if k.startswith(CODE)}


def test_like_plan_has_no_gap_in_code(gaps):
    assert of_code(gaps(PLAN, UPPER)) == set()


@pytest.mark.parametrize(
    ("old", "new", "matter"),
    [
        ("《星湾市突发事件总体应急预案》", "《青岚市突发事件总体应急预案》", "basis-cited"),
        ("《星湾市突发事件总体应急预案》", "《国家突发事件总体应急预案》", "basis-cited"),
        ("二级响应：重大事件由市应急委决定", "二级响应：重大事件由县级人民政府决定", "levels-starter-2"),
        ("三级响应：较大事件", "三级响应：重大事件", "levels-grade-3"),
        ("总指挥由分管副市长担任", "总指挥由市长担任", "body-head"),
        ("最迟1小时内向市应急办报告", "最迟5小时内向市应急办报告", "report-limit-authority"),
        ("最迟1小时内向市应急办报告", "最迟1小时内向市水务局报告", "report-to-市应急办"),
        ("四级。\n\n## 2", "四级，分级标准见附件3。\n\n## 2", "grades-standard"),
    ],
)
def test_changed_word_is_told(gaps, old, new, matter):
    assert old in PLAN
    assert matter in gaps(PLAN.replace(old, new, 1), UPPER)


def test_edition_of_another_year_is_partial(gaps):
    upper = UPPER.replace("总体应急预案\n", "总体应急预案（2024年修订）\n", 1)
    plan = PLAN.replace("总体应急预案》", "总体应急预案（2016年修订）》")
    assert "2016年版" in gaps(plan, upper)["basis-cited"]


def test_old_names_count_only_after_the_change(gaps):
    named = PLAN + "\n成员单位包括市安监局、市水利局。\n\n市安监局负责危险化学品处置。\n"
    assert "units-current" in gaps(named, UPPER)


def test_unit_under_its_old_name_in_a_document_title_is_no_gap(gaps):
    named = PLAN.replace("制定本预案", "《国家安全监管总局关于供水安全的通知》（安监总局令第16号）制定本预案")
    assert "units-current" not in gaps(named, UPPER)
