"""Citations, their currency on two days, and upper plans."""

from __future__ import annotations

import pytest


def cited(facts):
    return {x.name: x for x in facts.citations}


@pytest.mark.parametrize(
    ("text", "instrument", "status", "at_issue"),
    [
        ("《中华人民共和国突发事件应对法》", "TFSJ-2024", "current", "current"),
        ("《中华人民共和国突发事件应对法》（主席令第69号）", "TFSJ-2007", "superseded", "current"),
        ("《生产安全事故应急预案管理办法》（国家安全生产监督管理总局令第17号）", "M17-2009", "abolished", "abolished"),
        ("《生产安全事故应急预案管理办法》（应急管理部令第2号）", "M88", "current", "current"),
        (
            "《生产经营单位生产安全事故应急预案编制导则》（GB/T 29639-2013）",
            "GBT29639-2013",
            "superseded",
            "superseded",
        ),
        ("《危险化学品重大危险源辨识》GB 18218—2018", "GB18218", "current", "current"),
        ("《国家突发公共事件总体应急预案》", "NP06", "abolished", "current"),
        ("《云岭县消防安全网格化管理办法》", None, "unknown", "unknown"),
        ("《中华人民共和国环境保护法》", "HJBH-2014", "abolished", "current"),
        ("《森林防火条例》", "R541", "abolished", "current"),
        ("《国家地震应急预案》", "NPQUAKE25", "current", "current"),
        ("《国家地震应急预案》（国办函〔2012〕149号）", "NPQUAKE12", "abolished", "current"),
        ("《中华人民共和国传染病防治法》（2013年修正）", "CRB-2013", "superseded", "current"),
        ("《安全标志及其使用导则》（GB 2894-2008）", "GB2894-2008", "superseded", "current"),
        ("《危险化学品安全管理条例》（国务院令第591号）", "R591", "current", "current"),
        # The revised edition is published, and in force only from 2027-01-01.
        ("《电力安全事故应急处置和调查处理条例》", "R599", "current", "current"),
        ("《电力安全事故应急处置和调查处理条例》（国务院令第845号）", "R845", "unknown", "unknown"),
    ],
)
def test_currency(extract, text, instrument, status, at_issue):
    facts = extract(f"## 1.2 编制依据\n\n依据{text}等，制定本预案。\n")
    (found,) = facts.citations
    assert (found.instrument, found.status, found.at_issue) == (instrument, status, at_issue)


def test_number_as_written(extract):
    facts = extract("## 1.2 编制依据\n\n《突发事件应急预案管理办法》（国办发〔2024〕5号）。\n", issued="2025年3月")
    assert (facts.citations[0].number, facts.citations[0].instrument) == ("国办发〔2024〕5号", "G5")


def test_name_and_number_that_do_not_belong_together(extract):
    facts = extract("## 1.2 编制依据\n\n《生产安全事故应急条例》（国务院令第493号）。\n")
    assert facts.citations[0].mismatch


def test_number_of_the_next_line_is_not_this_one(extract):
    facts = extract(
        """
## 1.2 编制依据

（1）《云岭县灭火器配置标准》（GB 59999-2005）；

（2）《企业安全生产标准化基本规范》（GB/T 33000-2016）。
"""
    )
    assert cited(facts)["云岭县灭火器配置标准"].instrument is None


def test_lines_of_the_basis_without_marks(extract):
    facts = extract(
        """
## 1.2 编制依据

（1）中华人民共和国安全生产法（2021年修正）；

（2）生产安全事故报告和调查处理条例；

（3）本公司的实际情况。
"""
    )
    assert set(cited(facts)) == {"中华人民共和国安全生产法", "生产安全事故报告和调查处理条例"}


def test_the_plan_says_what_it_replaces(extract):
    facts = extract(
        """
## 1.1 编制目的

本预案与上一版本《云岭酒店火灾应急预案》（YL-01-201701）、《云岭酒店停电应急预案》（YL-02-201701）相比，修订了职责。

## 8 附则

本预案自印发之日起实施。原《云岭酒店防汛应急预案》（云酒〔2018〕3号）同时废止。
"""
    )
    status = {name: x.status for name, x in cited(facts).items()}
    assert status == {
        "云岭酒店火灾应急预案": "superseded",
        "云岭酒店停电应急预案": "superseded",
        "云岭酒店防汛应急预案": "abolished",
    }


def test_each_name_once_and_no_forms(extract):
    facts = extract(
        """
## 2 依据

《中华人民共和国消防法》。依据《中华人民共和国消防法》填写《火灾事故登记表》《值班日志》，并编制《综合应急预案》。
"""
    )
    assert set(cited(facts)) == {"中华人民共和国消防法"}


def test_plans_without_marks(extract):
    facts = extract(
        """
## 4 应急处置

电梯困人时申请启动特种设备专项应急预案。按“大客流处置”、“乘客疏散”场景预案处置。立即启动相应的应急预案，按照本预案处置。
"""
    )
    assert set(cited(facts)) == {"特种设备专项应急预案", "大客流处置场景预案", "乘客疏散场景预案"}


def test_upper_plans(extract):
    facts = extract(
        """
## 1.2 编制依据

依据《中华人民共和国安全生产法》《云岭县突发事件总体应急预案》，制定本预案。

## 4 应急处置

根据火势启动《云岭酒店火灾专项应急预案》。
"""
    )
    assert [x.name for x in facts.upper_plans] == ["云岭县突发事件总体应急预案"]


def test_numbered_lines_and_two_plans_in_one(extract):
    facts = extract(
        """
## 二、编制依据

（一）中华人民共和国安全生产法；

（二）定河市突发事件总体应急预案、乐垣县生产安全事故应急预案。
"""
    )
    assert [c.name for c in facts.citations] == [
        "中华人民共和国安全生产法",
        "定河市突发事件总体应急预案",
        "乐垣县生产安全事故应急预案",
    ]
