"""Editions in time, what hangs on an instrument, and duties that differ between two catalogues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb.catalogue import Catalogue, load_catalogue
from kb.dates import duty_changes, editions, impact, standing


@pytest.mark.parametrize(
    ("key", "day", "state"),
    [
        ("TFSJ-2007", date(2024, 10, 31), "in_force"),
        ("TFSJ-2007", date(2024, 11, 1), "ended"),
        ("TFSJ-2024", date(2024, 10, 31), "not_yet"),
        ("M88", date(2026, 1, 1), "in_force"),
        ("LYP", date(2026, 1, 1), "unknown"),
    ],
)
def test_standing_on_a_day(catalogue: Catalogue, key: str, day: date, state: str) -> None:
    now = standing(catalogue, catalogue.instrument(key), day)
    assert now.state == state
    assert bool(now.by) == (state == "ended")


def test_editions_are_listed_oldest_first(catalogue: Catalogue) -> None:
    found = editions(catalogue, catalogue.instrument("GBT29639"))
    assert [i.id for i in found] == ["AQT9002", "GBT29639-2013", "GBT29639"]


def test_impact_names_duties_equals_and_form_rows(catalogue: Catalogue) -> None:
    touched = impact(catalogue, catalogue.instrument("M88"))
    assert {r.instrument for r in touched.duties} == {"M88"}
    assert "R708-8B" in {r.id for r in touched.equals}
    assert "F2-18" in {row.id for _form, row in touched.rows}


LOCAL = """
instrument: LAW
requirements:
  - id: LAW-1
    clause: 第1条
    tier: core
    kinds: [enterprise-comprehensive]
    name: 有值班电话和手机
    group: 响应
    obligation: must
    severity: major
    target: plan-text
    statement: 写明值班电话和手机。
    satisfied_when: 有两个号码。
    partial_when: 只有一个。
    missing_when: 没有。
    forms: [F1-1]
"""


def test_the_users_corpora_lie_over_the_shipped(
    corpora: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("home")
    root = corpora()
    monkeypatch.setenv("PLANCHECK_HOME", str(home))
    monkeypatch.setattr("kb.catalogue.corpora_root", lambda: root)
    assert load_catalogue().requirement("LAW-1").name == "有值班电话"
    write(
        home,
        "requirements/local.yaml",
        LOCAL + LOCAL.split("requirements:")[1].replace("LAW-1", "LAW-2").replace("[F1-1]", "[]"),
    )
    write(home, "lexicons/terms.yaml", "drill: [拉动]\nphone: [座机]\n")
    write(home, "lexicons/asked.yaml", "LAW-2: [手机号写哪儿]\n")
    local = load_catalogue()
    assert local.requirement("LAW-1").name == "有值班电话和手机"
    assert local.terms["drill"] == ("演练", "演习", "拉动") and local.terms["phone"] == ("座机",)
    assert local.places["LAW-2"] == "本地/requirements/local.yaml"
    assert local.sha256 != load_catalogue(root).sha256
    found = {c.id: c for c in duty_changes(load_catalogue(root), local)}
    assert {"name", "statement"} <= set(found["LAW-1"].fields) and found["LAW-2"].before is None


def test_a_broken_local_file_is_named(
    corpora: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checker.cli import run

    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("PLANCHECK_HOME", str(home))
    write(home, "requirements/local.yaml", LOCAL.replace("severity: major", "severity: huge"))
    told: list[str] = []
    monkeypatch.setattr("checker.cli.complain", told.append)
    assert run(["kb", "show", "M88-31"]) == 2
    assert any("本地/requirements/local.yaml" in line and "severity" in line for line in told)


def write(home: Path, name: str, text: str) -> None:
    path = home / "corpora" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
