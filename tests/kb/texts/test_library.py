"""Importing, linking and comparing: an invented measure in two editions, and the real texts where they are at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb.catalogue import Catalogue, load_catalogue
from kb.texts.comparing import compare, pieces
from kb.texts.library import Library, read_text
from kb.texts.linking import official_words
from kb.texts.models import SourceLine, SourceText

TODAY = date(2031, 1, 2)
SHARED = Path(__file__).resolve().parents[3] / "../shared/texts"
OLD = "某令第1号 试行办法\n第一条 各单位写明值班电话。\n值班电话有人接。\n"
OLD += "第二条 每年演练一次。\n第三条 本办法自2020年1月1日起施行。"
NEW = OLD.replace("每年演练一次", "每半年至少演练一次").replace("第三条", "第三条 演练要有记录。\n第四条")


def source(text: str, name: str = "试行办法.txt") -> SourceText:
    lines = tuple(SourceLine(text=line) for line in text.splitlines())
    return SourceText(name=name, sha256=hashlib.sha256(text.encode()).hexdigest(), lines=lines)


@pytest.fixture
def small(corpora: Callable[..., Path]) -> Catalogue:
    return load_catalogue(corpora(("requirements/law.yaml", "clause: 第1条", "clause: 第1条第2款")))


def test_kept_with_its_file_linked_and_replaced(small: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "试行办法.txt"
    file.write_text(OLD, encoding="utf-8")
    library = Library(tmp_path / "home")
    done = library.add(small, source(OLD), file, today=TODAY)
    assert (done.text.key, done.text.found, done.text.stated, done.replaced) == ("LAW", 3, 3, None)
    assert library.file(done.text).read_text(encoding="utf-8") == OLD
    words = official_words(small, library.texts(), small.requirement("LAW-1"))
    assert [p.text for p in words[0].parts] == ["值班电话有人接。"]
    again = library.add(small, source(OLD), file, today=TODAY)
    assert again.same_file and again.replaced
    assert library.remove("LAW") and not library.texts() and not library.remove("LAW")


def test_an_unknown_text_is_kept_under_its_hash(small: Catalogue) -> None:
    text = read_text(
        small, source(OLD.replace("试行办法", "别的办法").replace("某令第1号", ""), "别的.txt"), today=TODAY
    )
    assert text.key.startswith("x-") and "没有认出" in text.problems[0].message
    assert read_text(small, source(OLD, "别的.txt"), instrument="LAW", today=TODAY).key == "LAW"


def test_editions_article_by_article(small: Catalogue) -> None:
    old, new = (read_text(small, source(t), today=TODAY) for t in (OLD, NEW))
    pairs = compare(old, new)
    assert [(p.change, p.new.number if p.new else "") for p in pairs] == [
        ("same", "1"), ("changed", "2"), ("new", "3"), ("same", "4"),
    ]  # fmt: skip
    assert pairs[3].moved
    assert list(pieces("每年一次", "每半年一次")) == [("keep", "每"), ("in", "半"), ("keep", "年一次")]


REAL = {
    "GB-T-29639-2020.md": ("GBT29639", 83),
    "安全生产法-2021.md": ("AQSC-2021", 119),
    "生产安全事故应急条例.md": ("R708", 35),
    "生产安全事故应急预案管理办法.md": ("M88", 49),
    "突发事件应对法-2007.md": ("TFSJ-2007", 70),
    "突发事件应对法-2024.md": ("TFSJ-2024", 106),
    "突发事件应急预案管理办法-2024.md": ("G5", 43),
    "洛阳市十四五应急管理体系和本质安全能力建设规划.txt": ("LY-14-5", 81),
    "生产经营单位生产安全事故应急预案评审指南.docx": ("PSZN", 16),
}


@pytest.mark.parametrize("name", REAL)
def test_real_texts_are_recognised_whole_and_linked(catalogue: Catalogue, name: str) -> None:
    if not (SHARED / name).is_file():
        pytest.skip("the material folder with the official texts is not beside the repository")
    from checker.desk.sources import read_source

    key, count = REAL[name]
    text = read_text(catalogue, read_source(SHARED / name), today=TODAY)
    assert (text.key, text.found, text.stated) == (key, count, count)
    default = [r for r in catalogue.requirements.values() if r.instrument == key and r.tier == "core"]
    assert not [r.id for r in default if not official_words(catalogue, {key: text}, r)]
