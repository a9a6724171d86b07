"""Real plans beside the repository: outlines against the labels, units, and quotes that lead back to the text."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest
import yaml

from checker.plan import Plan
from checker.reading import read

SHARED = Path(__file__).resolve().parents[3] / "../shared"
GOLD = sorted((SHARED / "gold/outline").glob("*.yaml"))
pytestmark = pytest.mark.skipif(not GOLD, reason="material beside the repository is absent")


@cache
def plan_of(stem: str) -> Plan:
    return read(next(iter(sorted((SHARED / "plans").glob(f"{stem}.*")))))


def norm(text: str) -> str:
    return re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_headings(path: Path) -> None:
    gold = [norm(h["title"]) for h in yaml.safe_load(path.read_text(encoding="utf-8"))["headings"]]
    plan = plan_of(path.stem)
    titles = {norm(u.title) for u in plan.units}
    found = [norm(s.title) for s in plan.sections]
    gold = [g for g in gold if g not in titles]
    same = sum(b.size for b in SequenceMatcher(None, gold, found, autojunk=False).get_matching_blocks())
    assert 2 * same / (len(gold) + len(found)) >= 0.97


@pytest.mark.parametrize("path", sorted((SHARED / "gold").glob("*.yaml")), ids=lambda p: p.stem)
def test_units_and_subject(path: Path) -> None:
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    plan = plan_of(path.stem)
    assert [(u.kind.value, norm(u.title)) for u in plan.units] == [
        (u["kind"], norm(u["title"])) for u in gold["units_present"]
    ]
    assert plan.identity.subject.value == gold["subject"]
    assert str(plan.identity.region) == gold["region"].replace("/", "")


@pytest.mark.parametrize("name", ["ent-metro-water-special", "ent-reservoir-dam", "gov-henan-flood"])
def test_every_word_of_a_text_file_is_kept(name: str) -> None:
    plan = plan_of(name)
    text = (SHARED / "plans" / f"{name}.txt").read_text(encoding="utf-8")
    kept = {c for p in plan.paragraphs for c in p.text}
    assert len("".join("".join(p.text for p in plan.paragraphs).split())) >= 0.985 * len(
        re.sub(r"\s|=== Page \d+ ===", "", text)
    )
    assert kept <= set(text) | {" ", "•"}


def test_two_formats_of_one_plan_give_one_outline() -> None:
    word = read(SHARED / "plans/ent-software-synthetic.docx")
    pdf = read(SHARED / "plans/ent-software-synthetic.pdf")
    assert [(s.level, norm(s.title)) for s in word.sections] == [(s.level, norm(s.title)) for s in pdf.sections]
