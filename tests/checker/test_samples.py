"""The sample plans: built from their sources as committed, and read as what they are."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from checker.plan import Kind, Plan, Section
from checker.reading import read

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"
SOURCES = sorted(path.stem for path in (SAMPLES / "src").glob("*.md"))
PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml", "docProps/core.xml")

EXPECTED = {
    "01-good-enterprise.docx": [
        (Kind.ENTERPRISE_COMPREHENSIVE, "综合应急预案"),
        (Kind.ENTERPRISE_SPECIAL, "液氨泄漏事故专项应急预案"),
        (Kind.ENTERPRISE_SPECIAL, "火灾事故专项应急预案"),
        (Kind.ENTERPRISE_ONSITE, "制冷机房氨泄漏现场处置方案"),
        (Kind.ENTERPRISE_ONSITE, "污水处理站有限空间中毒窒息现场处置方案"),
        (Kind.ENTERPRISE_ONSITE, "速冻加工车间机械伤害和触电现场处置方案"),
    ],
    "02-poor-enterprise.docx": [
        (Kind.ENTERPRISE_COMPREHENSIVE, "综合应急预案"),
        (Kind.ENTERPRISE_SPECIAL, "火灾事故专项应急预案"),
        (Kind.ENTERPRISE_ONSITE, "电梯困人事故现场处置方案"),
    ],
    "03-master-plan.md": [(Kind.GOV_MASTER, "云泽市突发事件总体应急预案")],
    "04-gov-special.docx": [(Kind.GOV_SPECIAL, "云泽市燃气突发事件应急预案")],
    "05-gov-special-broken.docx": [(Kind.GOV_SPECIAL, "云泽市燃气突发事件应急预案")],
}


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_build", SAMPLES / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", SOURCES)
def test_built_twice_the_bytes_are_the_same(builder: ModuleType, name: str) -> None:
    source = SAMPLES / "src" / f"{name}.md"
    assert builder.build(source) == builder.build(source)


@pytest.mark.parametrize("name", SOURCES)
def test_committed_file_is_what_its_source_builds(builder: ModuleType, name: str, tmp_path: Path) -> None:
    built = tmp_path / "built.docx"
    built.write_bytes(builder.build(SAMPLES / "src" / f"{name}.md"))
    with zipfile.ZipFile(built) as new, zipfile.ZipFile(SAMPLES / f"{name}.docx") as committed:
        for part in PARTS:
            assert new.read(part) == committed.read(part), f"run corpora/samples/build.py: {part} differs"


@cache
def plan_of(name: str) -> Plan:
    return read(SAMPLES / name)


@pytest.mark.parametrize("name", EXPECTED)
def test_units_have_their_kinds_and_titles(name: str) -> None:
    units = [(unit.kind, unit.title) for unit in plan_of(name).units]
    assert [kind for kind, _ in units] == [kind for kind, _ in EXPECTED[name]]
    for (_, title), (_, wanted) in zip(units, EXPECTED[name], strict=True):
        assert title.endswith(wanted)


def only(plan: Plan, unit: int, title: str) -> Section:
    found = [section for section in plan.units[unit].sections if section.title == title]
    assert len(found) == 1, f"{title}: {found}"
    return found[0]


def test_automatic_numbers_start_anew_in_every_unit() -> None:
    plan = plan_of("01-good-enterprise.docx")
    assert only(plan, 0, "响应分级").number == "1.2"
    assert only(plan, 0, "信息处置与研判").number == "3.1.3"
    assert only(plan, 1, "适用范围").number == "1"
    assert only(plan, 5, "现场处置措施").number == "3.2"


def test_typed_numbers_become_headings_without_styles() -> None:
    plan = plan_of("02-poor-enterprise.docx")
    assert plan.path(only(plan, 0, "响应分级"))[-2].title == "应急响应"


def test_attachments_are_shared_by_all_units() -> None:
    plan = plan_of("01-good-enterprise.docx")
    card = next(p.index for p in plan.paragraphs if p.text.startswith("卡片为塑封"))
    for unit in plan.units:
        assert any(first <= card <= last for first, last in plan.reach(unit))


def test_tables_keep_their_captions_and_columns() -> None:
    for name, caption, columns in (
        ("01-good-enterprise.docx", "表1 响应分级", ("级别", "启动人")),
        ("04-gov-special.docx", "表4 响应级别", ("响应级别", "启动人")),
    ):
        table = next(t for t in plan_of(name).tables if caption.split()[1] in t.title)
        assert set(columns) <= set(table.header)


def test_identity_is_read_from_the_cover() -> None:
    good = plan_of("01-good-enterprise.docx").identity
    assert good.organisation == "云泽市鲜禾源食品冷链有限公司"
    assert good.number == "YXHY-YJ-2026-01"
    assert good.issued == "2026-09-28"
    assert "云泽市" in str(plan_of("03-master-plan.md").identity.region)
    assert plan_of("04-gov-special.docx").identity.issued.startswith("2026-07")
