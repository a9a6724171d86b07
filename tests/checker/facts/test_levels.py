"""The ladder of response levels and who starts each."""

from __future__ import annotations

import pytest


def ladder(facts):
    return {x.rank: (x.name, x.starts_by) for x in facts.response_levels}


def test_leading_labels_with_starters(extract):
    facts = extract(
        """
## 1.2 响应分级

应急响应分为三级。

一级响应（公司级）：事故超出公司控制能力，由总指挥宣布启动。

二级响应（车间级）：事故影响一个车间，由副总指挥下达启动命令。

三级响应（班组级）：班组能够处置的事故，由班组长启动。
"""
    )
    assert ladder(facts) == {1: ("一级", "总指挥"), 2: ("二级", "副总指挥"), 3: ("三级", "班组长")}
    assert facts.response_levels[0].trigger.startswith("事故超出公司控制能力")


@pytest.mark.parametrize(
    ("sentence", "starter"),
    [
        ("Ⅱ级应急响应由领导小组组长签发启动。", "领导小组组长"),
        ("由县防指副指挥长签发启动命令，启动Ⅱ级响应。", "县防指副指挥长"),
        ("县防办提出启动Ⅱ级应急响应的建议，由县防办审核后，报县防指指挥长批准。", "县防指指挥长"),
        ("县应急局提出启动Ⅱ级响应建议，分管副县长决定启动Ⅱ级响应，并向县长报告。", "分管副县长"),
        ("由县应急委在三级响应的基础上启动Ⅱ级响应。", "县应急委"),
        ("经指挥长同意后，由县指挥部启动Ⅱ级响应。", "县指挥部"),
        ("市交通局负责Ⅱ级应急响应的启动和实施。", "市交通局"),
        ("必要时，市政府直接决定启动Ⅱ级响应；一般由县长决定启动Ⅱ级响应。", "县长"),
    ],
)
def test_ways_of_saying_who_starts(extract, sentence, starter):
    facts = extract(
        f"""
## 5 应急响应

应急响应由高到低分为Ⅰ级、Ⅱ级、Ⅲ级。

{sentence}
""",
        title="北山县防汛应急预案",
    )
    assert ladder(facts)[2] == ("Ⅱ级", starter)


def test_one_sentence_names_two_levels(extract):
    facts = extract(
        """
## 5 应急响应

应急响应分为Ⅰ级、Ⅱ级、Ⅲ级、Ⅳ级四个等级。

Ⅲ级、Ⅳ级应急响应由县级主管部门按职责负责启动；Ⅰ级应急响应由市人民政府启动。
""",
        title="北山县交通应急预案",
    )
    assert {k: v[1] for k, v in ladder(facts).items()} == {1: "市人民政府", 2: "", 3: "县级主管部门", 4: "县级主管部门"}


def test_level_of_the_section_counts(extract):
    facts = extract(
        """
## 5 应急响应

应急响应由低到高分为四级：四级、三级、二级、一级。

### 5.1 三级响应

出现较大险情时，由县防办主任决定启动响应。
""",
        title="北山县防汛应急预案",
    )
    assert ladder(facts)[3][1] == "县防办主任"


@pytest.mark.parametrize("column", ["启动人", "谁来启动", "由谁宣布", "启动权限"])
def test_table_of_levels(extract, column):
    facts = extract(
        f"""
## 1.3 响应分级

将应急响应级别由高到低划分为Ⅰ级、Ⅱ级、Ⅲ级三级。

| 响应级别 | 启动条件 | {column} |
| --- | --- | --- |
| Ⅰ级 | 死亡1人以上 | 总经理 |
| Ⅱ级 | 重伤1人以上 | 部门经理 |
| Ⅲ级 | 轻伤 | 班组长 |
"""
    )
    assert ladder(facts) == {1: ("Ⅰ级", "总经理"), 2: ("Ⅱ级", "部门经理"), 3: ("Ⅲ级", "班组长")}
    assert facts.response_levels[0].trigger == "死亡1人以上"


def test_ladder_of_own_names(extract):
    facts = extract(
        """
## 3.1 公司级响应

事故超出车间控制能力时，启动公司级响应，由总经理宣布启动。

## 3.2 车间级响应

由车间主任启动车间级响应。
"""
    )
    assert ladder(facts) == {1: ("公司级", "总经理"), 2: ("车间级", "车间主任")}


def test_event_grades_and_warnings_are_no_levels(extract):
    facts = extract(
        """
## 1.3 事件分级

事故分为Ⅰ级（特别重大）、Ⅱ级（重大）、Ⅲ级（较大）和Ⅳ级（一般）。

## 3.2 预警分级

Ⅰ级预警由总指挥启动，Ⅱ级预警由值班经理启动。
"""
    )
    assert facts.response_levels == ()


def test_warning_actions_are_the_ladder_of_a_plan_without_levels(extract):
    facts = extract(
        """
## 5 预警行动

预警信号由低到高分为Ⅲ级、Ⅱ级、Ⅰ级，依次用黄色、橙色和红色表示。调度中心主要负责预警信息发布。

### 5.1 黄色预警行动

加强值班。

### 5.2 橙色预警行动

停止高空作业。

### 5.3 红色预警行动

停止运营。
""",
        title="云岭地铁有限公司大风现场处置方案",
    )
    assert [x.rank for x in facts.response_levels] == [1, 2, 3]
    assert {x.starts_by for x in facts.response_levels} == {"调度中心"}


def test_basis_of_another_level_makes_no_level(extract):
    facts = extract(
        """
## 4.3 分级响应

应急响应由高到低分为三级：一级、三级、四级。

### 4.3.1 四级响应

由区政府启动响应。

### 4.3.2 三级响应

在四级响应的基础上启动三级响应。

### 4.3.3 一级响应

由市委、市政府在二级响应的基础上启动一级响应。
""",
        title="松江市供热突发事件应急预案",
    )
    assert {k: v[1] for k, v in ladder(facts).items()} == {1: "市委、市政府", 3: "", 4: "区政府"}


def test_who_ends_a_level(extract):
    facts = extract(
        """
## 4 应急响应

应急响应分为Ⅰ级、Ⅱ级。Ⅰ级应急响应由县政府启动。

Ⅰ级应急响应由县政府终止。
""",
        title="北山县交通应急预案",
    )
    assert facts.response_levels[0].ends_by == "县政府"


def test_labels_lead_list_items_and_the_level_above_is_none(extract):
    facts = extract(
        """
## 1.2 响应分级

响应由低到高分为三级。

（1）Ⅲ级（班组级）：班组能够控制的小火，由班组长下令启动。

（2）Ⅱ级（公司级）：火势超出班组能力，由应急总指挥启动，调动全公司力量。

（3）Ⅰ级（社会级）：火势失控，由总指挥启动并请求镇政府启动上一级响应。
"""
    )
    assert ladder(facts) == {1: ("Ⅰ级", "总指挥"), 2: ("Ⅱ级", "应急总指挥"), 3: ("Ⅲ级", "班组长")}


def test_starters_named_behind_the_bare_label(extract):
    facts = extract(
        """
## 1.2 响应分级

分为一级响应、二级响应、三级响应。三级由当班班长启动；二级由值班经理报总指挥启动；一级由总指挥启动，请求外援。
"""
    )
    assert ladder(facts) == {1: ("一级", "总指挥"), 2: ("二级", "总指挥"), 3: ("三级", "当班班长")}


def test_own_names_lead_the_section_on_levels(extract):
    facts = extract(
        """
# 第五章 响应

## 一、分级

（一）班组级：少量泄漏，班组用现有器材能处理，由班组长启动。

（二）公司级：班组控制不了，需全公司力量。总指挥启动。

（三）社会级：公司力量不足。总指挥启动并向县应急局求援。
"""
    )
    assert ladder(facts) == {1: ("社会级", "总指挥"), 2: ("公司级", "总指挥"), 3: ("班组级", "班组长")}


def test_levels_told_in_the_clauses_of_one_line(extract):
    facts = extract(
        """
## 五、应急响应

（一）响应级别：一级（特别重大）由州政府启动，全员参与；二级（重大）由组长启动；三级（较大）由副组长启动。
""",
        title="丰宁州烟花爆竹事故应急预案",
    )
    assert ladder(facts) == {1: ("一级", "州政府"), 2: ("二级", "组长"), 3: ("三级", "副组长")}


def test_lettered_ladder_of_an_enterprise(extract):
    facts = extract(
        """
## 5.1 响应分级

应急响应由高到低分为A级、B级和C级。配电室使用A级防火门。

A级：事故影响厂外，由总经理宣布启动A级响应。

B级：事故影响一个以上车间，由生产副总经理启动B级响应。

C级：本班组能够处置，由班组长启动C级响应。
"""
    )
    assert ladder(facts) == {1: ("A级", "总经理"), 2: ("B级", "生产副总经理"), 3: ("C级", "班组长")}
    assert "影响厂外" in facts.response_levels[0].trigger


def test_levels_of_headquarters_and_branches(extract):
    facts = extract(
        """
## 4.2 响应启动

总部级响应由集团董事长批准启动。分公司级响应由分公司经理批准启动。站级响应由站长批准启动。
"""
    )
    assert [name for name, _ in ladder(facts).values()] == ["总部级", "分公司级", "站级"]


def test_one_body_starts_every_level(extract):
    facts = extract(
        """
## 5.1 启动条件

发生一般灾情，启动四级响应。发生较大灾情，启动三级响应。

## 5.2 响应行动

5.2.1 响应启动 县救灾指挥部根据灾情、险情等启动相应级别应急响应。工作组由厅级领导带队。
"""
    )
    assert ladder(facts) == {3: ("三级", "县救灾指挥部"), 4: ("四级", "县救灾指挥部")}
