"""The heading lexicon: what plans put over a matter, and what must not be taken for it."""

from __future__ import annotations

import pytest

from checker.language.concepts import clean_title, matches
from kb.catalogue import Catalogue


def concepts(catalogue: Catalogue, title: str) -> set[str]:
    cleaned = clean_title(title)
    return {name for name, concept in catalogue.headings.items() if matches(cleaned, concept)}


@pytest.mark.parametrize(
    ("title", "concept"),
    [
        ("1.1 编制目的", "purpose"),
        ("制定依据", "basis"),
        ("响应分级标准", "response-levels"),
        ("分级响应", "response-levels"),
        ("突发事件分类分级", "event-levels"),
        ("应急组织形式及构成单位职责", "organisation"),
        ("指挥机构与职责", "command"),
        ("疏散引导组", "groups"),
        ("现场抢险救援指挥部", "field-command"),
        ("预警响应与准备", "warning-action"),
        ("解除预警", "warning-lift"),
        ("信息报送程序", "reporting"),
        ("事故报告内容与时限", "report-content"),
        ("启动条件和程序", "response-start"),
        ("响应级别的调整", "escalation"),
        ("应急状态解除", "response-end"),
        ("新闻发布与舆论引导", "information-release"),
        ("宣传、培训与演练", "drill"),
        ("评估和修订", "plan-revision"),
        ("应急救援物资储备一览表", "materials-list"),
        ("附件2 应急通讯录", "contacts"),
        ("岗位应急处置卡", "cards"),
        ("疏散路线图及紧急集合点", "maps"),
        ("互助协议", "agreements"),
        ("24小时值班电话", "alarm"),
        ("指挥权的交接", "handover"),
        ("奖励与责任追究", "rewards"),
        ("附件", "attachments"),
    ],
)
def test_heading_names_the_matter(catalogue: Catalogue, title: str, concept: str) -> None:
    assert concept in concepts(catalogue, title)


@pytest.mark.parametrize(
    ("title", "concept"),
    [
        ("现场指挥部", "command"),
        ("预警分级", "response-levels"),
        ("应急救援队伍", "emergency-measures"),
        ("应急救援协议", "emergency-measures"),
        ("领导小组办公室", "command"),
        ("编制工作组", "groups"),
        ("风险评估报告", "reporting"),
        ("演练记录", "drill"),
        ("关于启动Ⅱ级应急响应的通知", "response-start"),
        ("新闻宣传组", "information-release"),
    ],
)
def test_heading_of_another_matter(catalogue: Catalogue, title: str, concept: str) -> None:
    assert concept not in concepts(catalogue, title)
