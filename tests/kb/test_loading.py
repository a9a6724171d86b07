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


ROW = "requirements: [LAW-1]}\n"


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("{says: 电话, needs: [LAW-1#phone]}", ""),
        ("{says: 电话, needs: [[LAW-1#phone, LAW-1#none]]}", "LAW-1#none"),
        ("{says: 电话, needs: [LAW-2#phone]}", "LAW-2#phone"),
        ("{says: 电话, needs: [LAW-1]}", "should match"),
        ("{says: 电话}", "needs"),
        ("{says: 电话, material: 备案材料}", ""),
    ],
)
def test_a_row_of_a_review_table_names_points_that_exist(corpora: Callable[..., Path], check: str, said: str) -> None:
    root = corpora(("forms/f1.yaml", ROW, f"checks: [{check}], {ROW}"))
    if said:
        (problem,) = problems(root)
        assert problem.file == "forms/f1.yaml" and said in problem.message
    else:
        assert load_catalogue(root).forms["F1"].rows[0].checks[0].says == "电话"


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


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("name: 有值班电话", "nme: 有值班电话", "缺少这一项"),
        ("name: 有值班电话", "name: 有值班电话\n    nme: 有", "核对拼写"),
        ("enterprise-comprehensive", "enterprise-comprehensiv", "只能是 'enterprise-comprehensive'"),
        ("kind: passage", "kind: pasage", "只能是"),
        ("name: 有值班电话", "name: 2026", "加引号"),
        ("bad: ['员工在食堂就餐。']", "bad: []", "至少要有 1 个"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(corpora: Callable[..., Path], old: str, new: str, words: str) -> None:
    assert any(words in p.message for p in problems(corpora((LAW, old, new))))


def test_a_local_duty_joins_the_row_of_the_form_it_names(
    corpora: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = corpora()
    mine = (root / LAW).read_text(encoding="utf-8").replace("LAW-1", "MINE-1")
    local = tmp_path / "home" / "corpora" / "requirements" / "local.yaml"
    local.parent.mkdir(parents=True)
    local.write_text(mine, encoding="utf-8")
    monkeypatch.setenv("PLANCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("kb.catalogue.corpora_root", lambda: root)
    assert load_catalogue().form_rows()["F1-1"][1].requirements == ("LAW-1", "MINE-1")
