"""What is said to whoever has to mend the plan: an example that fits, words without field names."""

from __future__ import annotations

from datetime import date

from checker.facts import extract_facts
from checker.judging.judge import judge
from checker.judging.table import COLUMN_LABELS
from checker.language.concepts import Concepts
from checker.language.index import TextIndex
from checker.plan import Kind, Subject
from checker.reading import read_text
from checker.reading.options import ReadOptions
from checker.report import Finding
from kb.catalogue import load_catalogue
from kb.points import TablePoint


def finding(text: str, requirement: str, kind: Kind = Kind.ENTERPRISE_COMPREHENSIVE) -> Finding:
    options = ReadOptions(kind=kind, subject=Subject.CROWDED_PLACE, region=None)
    plan = read_text(text, name="test.md", options=options)
    index, catalogue = TextIndex.of(plan), load_catalogue()
    facts = extract_facts(plan, index, catalogue, date(2026, 11, 23))
    found, _not_run = judge(plan, facts, index, Concepts(index, catalogue.headings), catalogue)
    return next(f for f in found if f.requirement == requirement)


def test_a_hotel_is_not_shown_the_example_of_a_chemical_plant() -> None:
    hotel = finding("# 应急响应\n云杉大酒店客房起火时组织疏散。", "M88-19")
    assert "处置卡" in hotel.to_write and "消防控制室" in hotel.example and "氨" not in hotel.example


def test_a_plan_that_speaks_of_a_hazard_is_shown_the_example_of_that_hazard() -> None:
    cold_store = finding("# 应急响应\n制冷机房发生氨泄漏时关阀。氨气报警后撤离。氨浓度降低前不得进入。", "M88-19")
    assert "氨压缩机" in cold_store.example


def test_a_plan_of_fire_that_names_another_hazard_in_passing_keeps_the_example_of_fire() -> None:
    text = "# 应急响应\n发生火灾时用灭火器。火灾蔓延时疏散。厨房起火断气。暴雨、台风、积水按另案处置。"
    assert "消防控制室" in finding(text, "M88-19").example


def test_every_column_of_a_table_point_has_a_name_for_the_reader() -> None:
    duties = load_catalogue().requirements.values()
    tables = [p for r in duties for p in r.points if isinstance(p, TablePoint)]
    assert tables and {name for p in tables for name in (*p.columns, *p.filled)} <= set(COLUMN_LABELS)


def test_an_empty_column_is_told_in_chinese() -> None:
    rows = "".join(f"| {name} | 经理 | |\n" for name in ("林某", "何某", "吴某"))
    text = f"# 附件 应急通讯录\n\n| 姓名 | 职务 | 联系电话 |\n|---|---|---|\n{rows}"
    reason = finding(text, "GBT29639-9.5").reason
    assert "“电话”栏多为空白" in reason and "phone" not in reason


def test_what_has_no_advice_of_its_own_is_told_beside_what_has() -> None:
    told = finding("# 预案演练\n县指挥部每两年组织一次演练。", "G5-33", Kind.GOV_SPECIAL).to_write
    assert "评估" in told and "补充写明：评估的内容、整改与修订的闭环" in told
