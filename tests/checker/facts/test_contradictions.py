"""Places that cannot both hold, and look-alikes that can."""

from __future__ import annotations

import pytest


def says(facts, word):
    return [x.what for x in facts.contradictions if word in x.what]


def test_direction_of_the_ladder(extract):
    facts = extract("## 5 响应\n\n响应级别由高到低依次是四级、三级、二级、一级。\n")
    assert says(facts, "级别方向写反")
    facts = extract("## 5 响应\n\n响应级别由低到高依次是四级、三级、二级、一级。\n")
    assert facts.contradictions == ()


def test_colours_against_levels(extract):
    wrong = "## 3 预警\n\n预警分为Ⅰ级、Ⅱ级、Ⅲ级和Ⅳ级，分别用蓝色、黄色、橙色和红色表示。\n"
    right = "## 3 预警\n\n预警由低到高分为Ⅳ级、Ⅲ级、Ⅱ级、Ⅰ级，依次用蓝色、黄色、橙色和红色表示。\n"
    assert says(extract(wrong), "预警颜色")
    assert extract(right).contradictions == ()


def test_missing_rung(extract):
    facts = extract("## 5 响应\n\n应急响应由高到低分为一级、三级、四级三个等级。\n")
    assert says(facts, "断档")


def test_two_sections_of_one_level(extract):
    facts = extract(
        """
# 4 处置措施

## 4.1 Ⅲ级应急响应处置措施

跟踪进展。

## 4.2 Ⅲ级应急响应处置措施

派出工作组。
"""
    )
    assert says(facts, "级别重复")


def test_high_authority_starts_and_office_ends(extract):
    facts = extract(
        """
# 4 应急响应

应急响应分为Ⅰ级、Ⅱ级。

Ⅰ级应急响应由县人民政府启动。

Ⅰ级应急响应由领导小组办公室终止。
""",
        title="北山县交通应急预案",
    )
    assert says(facts, "终止")


def test_who_may_issue_a_warning(extract):
    facts = extract(
        """
# 2 职责

办公室负责按程序发布蓝色、黄色、橙色预警信息，向市应急办提出发布红色预警信息的建议。

# 3 预警

橙色预警由办公室提出预警建议，由市应急办报批后发布。
""",
        title="松江市供热突发事件应急预案",
    )
    assert says(facts, "预警发布权限")


def test_telephone_with_two_numbers(extract):
    body = """
# 2 职责

24小时应急电话：0379-66661234。

# 4 报告

24小时应急电话：0379-66661234。

# 6 保障

24小时应急电话：{}。
"""
    assert says(extract(body.format("0379-66661299")), "24小时电话")
    assert extract(body.format("0379-66661234")).contradictions == ()


def test_one_rule_with_two_values(extract):
    body = """
# 4 处置

大风天气影响行车安全时，风力达{}级及以上时应停运。

# 9 流程图

大风天气影响行车安全时，风力达9级及以上时应停运。
"""
    assert says(extract(body.format("11")), "数值不一")
    assert extract(body.format("9")).contradictions == ()


def test_values_of_two_levels_are_no_contradiction(extract):
    facts = extract(
        """
# 5 应急响应

## 5.1 二级响应

县气象局向县防指报告雨情，每3小时报告一次，并派员到场。

## 5.2 一级响应

县气象局向县防指报告雨情，每2小时报告一次，并派员到场。
"""
    )
    assert says(facts, "数值不一") == []


def test_group_called_two_ways(extract):
    facts = extract(
        """
# 2 应急组织机构及职责

指挥部下设抢险救援组、医疗救护组、后勤保障组、警戒疏散组。

医疗救护组负责救治伤员。医疗救护组联系医院。医疗救护组护送伤员。

# 4 处置

医疗救援组做好准备。
"""
    )
    assert says(facts, "小组名称")


@pytest.mark.parametrize(("second", "clash"), [("李明", True), ("张红", False)])
def test_two_commanders(extract, second, clash):
    facts = extract(
        f"""
# 2 应急组织机构

总指挥由总经理张红担任。副总指挥由安全部经理王平担任。

总指挥：{second}

副总指挥：王平
"""
    )
    assert bool(says(facts, "总指挥前后不一")) is clash


def test_post_of_a_person(extract):
    body = """
# 2 应急组织机构

副总指挥由安全部经理王平担任。

| 序号 | 姓名 | 职务 |
| --- | --- | --- |
| 1 | 王平 | {} |
"""
    assert says(extract(body.format("店长")), "职务前后不一")
    assert extract(body.format("安全部经理")).contradictions == ()


@pytest.mark.parametrize(("column", "clash"), [("启动条件", True), ("响应措施", False)])
def test_one_condition_for_two_levels(extract, column, clash):
    facts = extract(
        f"""
# 4.1 响应分级

| 响应级别 | {column} |
| --- | --- |
| 一级 | 造成30人以上死亡，或者1亿元以上直接经济损失 |
| 二级 | 造成10人以上30人以下死亡，或者5000万元以上损失 |
| 三级 | 造成10人以上30人以下死亡，或者5000万元以上损失 |
"""
    )
    assert bool(says(facts, "级别条件重复")) is clash
