"""What does not fit the document itself."""

from __future__ import annotations

from datetime import date

from checker.facts import extract_facts
from checker.language.index import TextIndex
from checker.reading import read_text
from kb.catalogue import load_catalogue

BOOK = """云泽机械有限公司

生产安全事故应急预案

# 综合应急预案

## 1 总则

### 1.1 适用范围

本预案适用于云泽机械有限公司。

## 2 应急响应

发生起重事故时，启动《{cited}》。{extra}

# 火灾事故专项应急预案

## 1 适用范围

本专项适用于火灾事故。

## 2 应急组织机构

为及时处置{accident}事故，成立应急小组。

# 触电事故现场处置方案

## 1 事故风险描述

可能发生触电。
"""


def conflicts(*, cited: str = "火灾事故专项应急预案", accident: str = "火灾", extra: str = "") -> list[str]:
    plan = read_text(BOOK.format(cited=cited, accident=accident, extra=extra))
    facts = extract_facts(plan, TextIndex.of(plan), load_catalogue(), date(2026, 11, 23))
    return [c.what for c in facts.contradictions]


def test_a_sound_book_has_none():
    assert conflicts() == []


def test_a_purpose_copied_from_another_plan():
    assert any("处置触电事故" in w and "火灾事故专项应急预案" in w for w in conflicts(accident="触电"))


def test_a_special_plan_that_is_not_in_the_file():
    assert any("特种设备专项应急预案" in w for w in conflicts(cited="特种设备专项应急预案"))


def test_plans_of_others_are_not_looked_for_in_the_file():
    assert conflicts(cited="云泽市特种设备事故专项应急预案") == []


def test_another_company_where_ones_own_name_belongs():
    found = conflicts(extra="由江川化工有限公司应急指挥部统一指挥。")
    assert any("江川化工有限公司" in w for w in found)


def test_a_group_or_sister_company_is_no_stranger():
    assert conflicts(extra="由云泽机械集团有限公司应急指挥部统一指挥。") == []


def test_a_contents_line_without_its_heading():
    chapters = ["总则", "组织机构", "预警", "信息报告", "应急响应", "后期处置", "应急保障", "预案管理", "附则"]
    lines = "\n\n".join(f"{i} {c}……{i}" for i, c in enumerate([*chapters, "奖惩"], 1))
    body = "\n\n".join(f"# {i} {c}\n\n本章写明{c}的要求。" for i, c in enumerate(chapters, 1))
    plan = read_text(f"云泽市火灾应急预案\n\n目 录\n\n{lines}\n\n{body}")
    facts = extract_facts(plan, TextIndex.of(plan), load_catalogue(), date(2026, 11, 23))
    assert [c.what for c in facts.contradictions] == ["目录里有“10 奖惩”，正文没有这个标题"]
