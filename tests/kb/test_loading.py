"""A damaged corpora folder is refused with file, id and field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.catalogue import load_catalogue
from kb.errors import CatalogueError, Problem

LAW = "requirements/law.yaml"


def problems(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(root)
    return caught.value.problems


def test_small_corpora_loads(corpora: Callable[..., Path]) -> None:
    duty = load_catalogue(corpora()).requirement("LAW-1")
    assert (duty.instrument, duty.canonical) == ("LAW", "LAW-1")  # both taken from the file, not written in the row


def test_unknown_field_is_named(corpora: Callable[..., Path]) -> None:
    (problem,) = problems(corpora((LAW, "severity: major", "severity: major\n    colour: red")))
    assert (problem.file, problem.id, problem.field) == (LAW, "LAW-1", "colour")


def test_wrong_value_is_named(corpora: Callable[..., Path]) -> None:
    (problem,) = problems(corpora((LAW, "tier: core", "tier: main")))
    assert (problem.id, problem.field) == ("LAW-1", "tier")


def test_point_without_example_is_refused(corpora: Callable[..., Path]) -> None:
    (problem,) = problems(corpora((LAW, "bad: ['员工在食堂就餐。']", "bad: []")))
    assert problem.id == "LAW-1"
    assert problem.field.endswith("bad")


def test_duplicate_id_names_both_files(corpora: Callable[..., Path]) -> None:
    root = corpora()
    (root / "requirements/again.yaml").write_text((root / LAW).read_text(encoding="utf-8"), encoding="utf-8")
    (problem,) = problems(root)
    assert (problem.file, problem.id, problem.field) == (LAW, "LAW-1", "id")
    assert "again.yaml" in problem.message


def test_key_written_twice_is_refused(corpora: Callable[..., Path]) -> None:
    (problem,) = problems(corpora((LAW, "    clause: 第1条", "    clause: 第1条\n    clause: 第2条")))
    assert problem.file == LAW
    assert "clause" in problem.message


def test_broken_yaml_names_the_line(corpora: Callable[..., Path]) -> None:
    (problem,) = problems(corpora(("lexicons/terms.yaml", "drill: [演练, 演习]", "drill: [演练")))
    assert problem.file == "lexicons/terms.yaml"
    assert "行" in problem.field


def test_folder_without_files_is_refused(tmp_path: Path) -> None:
    assert "没有找到" in problems(tmp_path)[0].message
