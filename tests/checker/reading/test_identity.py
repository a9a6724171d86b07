"""What the plan is, with the words it was read from."""

from __future__ import annotations

import pytest

from checker.plan import Kind, Region, Subject
from checker.reading import read_text
from checker.reading.regions import find

NOTICE = """洛阳市人民政府办公室关于印发洛阳市森林火灾应急预案的通知
洛政办〔2023〕15号
各县区人民政府，市人民政府各部门，各有关单位：
《洛阳市森林火灾应急预案》已经市政府同意，现印发给你们，请认真组织实施。
洛阳市人民政府办公室
2023年5月6日
洛阳市森林火灾应急预案
1 总则
1.1 适用范围
本预案适用于本市行政区域内的森林火灾应对工作。"""

COVER = """预案编号：TH-YJ-01 版本号：A/2
天河商贸有限公司
生产安全事故应急预案
编制单位：西安市天河商贸有限公司
二〇二四年十月
1 总则
1.1 适用范围
本预案适用于西安市天河商贸有限公司商场内的事故，报雁塔区应急管理局。事故报告雁塔区应急管理局。"""


def test_a_notice_in_front_is_not_the_plan() -> None:
    plan = read_text(NOTICE)
    identity = plan.identity
    assert identity.title == "洛阳市森林火灾应急预案"
    assert identity.organisation == "洛阳市人民政府办公室"
    assert identity.issued == "2023-05-06"
    assert identity.number == "洛政办〔2023〕15号"
    assert identity.region == Region("河南省", "洛阳市", "")
    assert identity.subject is Subject.GOVERNMENT
    assert [s.title for s in plan.sections] == ["总则", "适用范围"]


def test_the_cover_of_an_enterprise() -> None:
    identity = read_text(COVER).identity
    assert identity.title == "天河商贸有限公司生产安全事故应急预案"
    assert identity.organisation == "西安市天河商贸有限公司"
    assert (identity.number, identity.version, identity.issued) == ("TH-YJ-01", "A/2", "2024-10")
    assert identity.region == Region("陕西省", "西安市", "雁塔区")
    assert identity.subject is Subject.CROWDED_PLACE
    words = dict(identity.words)
    assert words["issued"] == "二〇二四年十月"
    assert "商场" in words["subject"]


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("云海大酒店有限公司", Subject.CROWDED_PLACE),
        ("云海地铁运营有限公司", Subject.HIGH_RISK),
        ("云海煤业有限公司", Subject.HIGH_RISK),
        ("云海精细化工有限公司", Subject.HIGH_RISK),
        ("云海软件有限公司", Subject.ORDINARY),
    ],
)
def test_kind_of_subject_by_name(name: str, subject: Subject) -> None:
    plan = read_text(f"{name}综合应急预案\n1 总则\n1.1 适用范围\n本预案适用于本公司。附近有医院和学校。")
    assert plan.identity.subject is subject
    assert plan.identity.subject_reason


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("河南省洛阳市伊川县地震应急预案", Region("河南省", "洛阳市", "伊川县")),
        ("洛阳市涧西区防汛应急预案", Region("河南省", "洛阳市", "涧西区")),
        ("上海申通地铁", Region("上海市")),
        ("广西交通运输厅", Region("广西壮族自治区")),
        ("国家地震应急预案", Region()),
        ("各省、自治区、直辖市人民政府", Region()),
        ("洛阳市行政区域", Region("河南省", "洛阳市")),
    ],
)
def test_places(text: str, region: Region) -> None:
    assert find(text)[0] == region


def test_a_plan_closed_with_issuer_and_day() -> None:
    plan = read_text(
        "柳林县住房和城乡建设局\n建筑施工事故应急预案\n第一章 总则\n第一条 本预案适用于柳林县。\n"
        "第二条 县住房和城乡建设局负责处置。\n柳林县住房和城乡建设局\n2022年4月11日\n"
    )
    assert plan.identity.issued == "2022-04-11"
    assert plan.units[0].kind is Kind.GOV_DEPARTMENT  # 城乡建设 names no town


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("云岭市防汛应急预案", Region("", "云岭市")),  # in no list: a city of its own
        ("云岭市河东区防汛应急预案", Region("", "云岭市", "河东区")),
        ("义乌市防汛应急预案", Region("浙江省", "", "义乌市")),
        ("河南省巩义市防汛应急预案", Region("河南省", "", "巩义市")),
        ("河南省云岭市防汛应急预案", Region("河南省", "云岭市")),
        ("云岭县防汛应急预案", Region("", "", "云岭县")),
    ],
)
def test_cities_and_counties(text: str, region: Region) -> None:
    assert find(text)[0] == region


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("关于印发《云岭市防汛应急预案》的通知\n各县区人民政府：", "云岭市防汛应急预案"),
        ("云岭市人民政府办公室关于印发云岭市防汛应急预案的\n通知\n各县区人民政府：", "云岭市防汛应急预案"),
        (
            "通知\n各部门、各车间：\n现将公司生产安全事故应急预案印发给你们，请认真执行。\n恒泰机械有限公司",
            "恒泰机械有限公司生产安全事故应急预案",
        ),
    ],
)
def test_the_title_is_read_from_the_notice_where_the_plan_has_none(head: str, title: str) -> None:
    plan = read_text(
        f"{head}\n2024年5月1日\n1 总则\n1.1 适用范围\n本预案适用于突发事件的应对工作。\n2 附则\n自发布之日起施行。"
    )
    assert plan.identity.title == title
    assert plan.identity.issued == "2024-05-01"


def test_the_day_of_a_page_is_the_last_resort() -> None:
    page = "发布时间：2025-06-30 18:01 浏览次数：12\n1 总则\n1.1 适用范围\n本预案适用于本市行政区域。\n2 附则\n"
    assert read_text(f"云岭市供热应急预案（2024年版）\n{page}").identity.issued == "2024"
    assert read_text(f"云岭市供热应急预案\n{page}云岭市人民政府\n2023年4月2日\n").identity.issued == "2023-04-02"
    assert read_text(f"云岭市供热应急预案\n{page}").identity.issued == "2025-06-30"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云岭市第二人民医院火灾事故应急预案", Kind.ENTERPRISE_SPECIAL),
        ("云岭市实验小学突发事件应急预案", Kind.ENTERPRISE_COMPREHENSIVE),
        ("宏达危险化学品有限公司应急预案", Kind.ENTERPRISE_COMPREHENSIVE),  # the event stands in the company's name
        ("青石水库管理处水库防洪抢险应急预案", Kind.ENTERPRISE_SPECIAL),
        ("云岭市中小学校园安全突发事件应急预案", Kind.GOV_SPECIAL),
        ("云岭市学校食物中毒事件应急预案", Kind.GOV_SPECIAL),
    ],
)
def test_plans_of_institutions_and_of_one_kind_of_event(title: str, kind: Kind) -> None:
    whom = "人民政府及有关部门" if kind is Kind.GOV_SPECIAL else "本单位"
    duty = f"{whom}应当按照职责分工做好处置工作，{whom}主要负责同志负责。"
    plan = read_text(f"{title}\n1 总则\n1.1 适用范围\n{duty}\n2 应急保障\n{duty}\n3 预案管理\n{duty}")
    assert [u.kind for u in plan.units] == [kind]
