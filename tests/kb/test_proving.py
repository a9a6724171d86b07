"""`prove` reports every passage judged the other way, and only those."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kb.catalogue import load_catalogue
from kb.models import Requirement
from kb.points import Point
from kb.proving import prove


def test_good_must_meet_and_bad_must_not(corpora: Callable[..., Path]) -> None:
    catalogue = load_catalogue(corpora())

    def by_word(_r: Requirement, _p: Point, passage: str, _assume: dict[str, str]) -> bool | None:
        return "电话" in passage

    assert prove(catalogue, by_word) == []
    never = prove(catalogue, lambda *_: None)
    assert [(f.requirement, f.point, f.expected, f.got) for f in never] == [("LAW-1", "phone", True, None)]
    always = prove(catalogue, lambda *_: True)
    assert [(f.passage, f.expected) for f in always] == [("员工在食堂就餐。", False)]
    assert "不应满足" in str(always[0])
    assert prove(catalogue, lambda *_: True, only=["LAW-2"]) == []
