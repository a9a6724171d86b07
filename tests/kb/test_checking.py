"""`check_catalogue` finds what was seeded, and nothing in the catalogue as shipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.catalogue import Catalogue
from kb.checking import check_catalogue, check_corpora

LAW = "requirements/law.yaml"
LAWS = "instruments/laws.yaml"


def test_shipped_catalogue_has_no_errors(catalogue: Catalogue) -> None:
    assert [str(p) for p in check_catalogue(catalogue) if p.level == "error"] == []


def test_small_corpora_has_no_problems(corpora: Callable[..., Path]) -> None:
    assert check_corpora(corpora()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        (LAW, "instrument: LAW", "instrument: NOLAW", "instrument"),
        (LAW, "forms: [F1-1]", "forms: [F9-9]", "forms"),
        (LAW, "forms: [F1-1]", "forms: []", "requirements"),  # the form names the duty, the duty not the form
        (LAW, "forms: [F1-1]", "forms: [F1-1]\n    also: [LAW-2]", "also"),
        (LAW, "tier: core", "tier: core\n    canonical: LAW-2", "canonical"),
        (LAW, "tier: core", "tier: equivalent", "canonical"),
        (LAW, "clause: 第1条", "clause: ''", "clause"),
        (LAW, "'值班(?:室)?电话'", "'值班(电话'", "points.phone.all"),
        (LAW, "'值班(?:室)?电话'", "'<nobody>电话'", "points.phone.all"),
        (LAW, "'值班(?:室)?电话'", "'(?:值班)?'", "points.phone.all"),
        (LAW, "'值班(?:室)?电话'", "'@nothing'", "points.phone"),
        (LAW, "sections: [reporting]", "sections: [nowhere]", "points.phone"),
        (LAW, "bad: ['员工在食堂就餐。']", "bad: ['值班电话 0379-00000000。']", "points.phone"),
        (LAW, "    points:", "    rule: {may_miss: 1}\n    points:", "rule.may_miss"),
        (LAW, "    forms:", "    applies: {subjects: [ordinary]}\n    forms:", "applies.text"),
        (LAW, "    forms:", "    applies: {title: ['(矿'], text: 矿}\n    forms:", "applies.title"),
        ("forms/f1.yaml", "requirements: [LAW-1]}", "conflicts: ['(电话'], requirements: [LAW-1]}", "conflicts"),
        (LAWS, "'2020-01-01'", "'2020-13-01'", "effective_from"),
        (LAWS, "status: 现行", "status: 被代替, replaced_by: [LAW-NEW]", "replaced_by"),
        (LAWS, "status: 现行", "status: 现行, cite_patterns: ['办法[']", "cite_patterns"),
        ("lexicons/headings.yaml", "信息报告", "信息、报告", "titles"),
        ("lexicons/floors.yaml", "rows: [LAW-1]", "rows: [LAW-7]", "rows"),
        ("regions/here.yaml", "requirements: [LAW-1]", "requirements: [LAW-7]", "requirements"),
    ],
)
def test_seeded_error_is_found(corpora: Callable[..., Path], file: str, old: str, new: str, field: str) -> None:
    found = [p for p in check_corpora(corpora((file, old, new))) if p.level == "error"]
    assert field in {p.field for p in found}, [str(p) for p in found]


def test_duty_without_points_is_a_warning(corpora: Callable[..., Path]) -> None:
    root = corpora((LAW, "    points:\n", "    points: []\n    example: |\n"))
    assert [(p.level, p.field) for p in check_corpora(root)] == [("warning", "points")]


def test_unknown_fact_test_is_found(corpora: Callable[..., Path]) -> None:
    root = corpora(
        (LAW, "kind: passage", "kind: fact\n        test: no-such"),
        (LAW, "        all: [['值班(?:室)?电话']]\n", ""),
        (LAW, "        sections: [reporting]\n", ""),
    )
    assert check_corpora(root) == []
    assert [p.field for p in check_corpora(root, fact_tests={"drill_any"})] == ["points.phone.test"]


def test_load_errors_are_reported_as_problems(corpora: Callable[..., Path]) -> None:
    (problem,) = check_corpora(corpora((LAW, "tier: core", "tier: main")))
    assert (problem.id, problem.field) == ("LAW-1", "tier")
