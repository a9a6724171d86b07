"""The accuracy bench: its measures on labels made for the sample plans, and its errors."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from checker.bench import Row, accuracy, changes, measures
from checker.cli import run
from checker.errors import InputError

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"


def row(gold: str, got: str, sure: int = 3) -> Row:
    return Row("p", "enterprise-special", "专项", "X-1", gold, got, sure, "", "")


def test_measures_of_gaps_exactness_and_false_missing():
    pairs = ("不符合 不符合", "基本符合 不符合", "符合 不符合", "基本符合 符合", "符合 未判")
    m = measures([row(*pair.split()) for pair in pairs])
    assert m.precision == pytest.approx(2 / 3)
    assert m.recall == pytest.approx(2 / 3)
    assert m.exact == pytest.approx(1 / 5)
    assert m.false_missing == pytest.approx(1 / 3)
    assert m.undetermined == pytest.approx(1 / 5)


def test_nothing_claimed_has_no_precision():
    m = measures([row("符合", "符合")])
    assert math.isnan(m.precision)
    assert m.false_missing == 0


def test_a_labelled_sample_is_checked_and_compared(tmp_path: Path):
    labels = [
        {"id": "M88-33A", "verdict": "符合", "sure": 3, "why": "年演和半年演都写明"},
        {"id": "GBT29639-6.2", "verdict": "不符合", "sure": 1, "why": "故意标错"},
        {"id": "M88-27", "verdict": "不适用", "why": "不计"},
    ]
    unit = {"unit": "综合应急预案", "kind": "enterprise-comprehensive", "labels": labels}
    (tmp_path / "a.yaml").write_text(yaml.safe_dump({"plan": "01-good-enterprise", "units": [unit]}), "utf-8")
    (tmp_path / "b.yaml").write_text(yaml.safe_dump({"plan": "no-such-plan", "units": [unit]}), "utf-8")
    result = accuracy(tmp_path, SAMPLES)
    assert [(r.requirement, r.got) for r in result.rows] == [("M88-33A", "符合"), ("GBT29639-6.2", "符合")]
    assert result.worst(5)[0].requirement == "GBT29639-6.2"
    assert result.failed == (("no-such-plan", "没有找到预案文件"),)
    assert result.of(sure=3).exact == 1.0


def test_a_folder_without_labels_is_said_so(tmp_path: Path):
    with pytest.raises(InputError, match="E-NO-LABELS"):
        accuracy(tmp_path, SAMPLES)


def test_two_measurements_are_compared_row_by_row(tmp_path: Path):
    rows = [row(*pair.split()) for pair in ("符合 符合", "符合 不符合", "基本符合 不符合")]
    rows = [replace(r, requirement=f"X-{n}") for n, r in enumerate(rows, 1)]
    before = {rows[0].key: "不符合", rows[1].key: "符合", rows[2].key: "符合"}
    found = changes(rows, before)
    assert [(c.row.requirement, c.is_better, c.is_worse) for c in found] == [
        ("X-2", False, True),
        ("X-3", False, False),
        ("X-1", True, False),
    ]


def test_the_command_measures_against_an_earlier_measurement(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    unit = {"unit": "综合应急预案", "kind": "enterprise-comprehensive"}
    label = {"id": "M88-33A", "verdict": "符合", "sure": 3, "why": "年演和半年演都写明"}
    (tmp_path / "gold").mkdir()
    gold = {"plan": "01-good-enterprise", "units": [{**unit, "labels": [label]}]}
    (tmp_path / "gold" / "a.yaml").write_text(yaml.safe_dump(gold), "utf-8")
    earlier = tmp_path / "earlier.json"
    judged = {"plan": "01-good-enterprise", **unit, "requirement": "M88-33A", "got": "不符合"}
    earlier.write_text(json.dumps({"rows": [judged]}), "utf-8")
    command = ["bench", "accuracy", str(tmp_path / "gold"), str(SAMPLES), "--against", str(earlier)]
    assert run(command) == 0
    assert "变好 1 行，变差 0 行" in capsys.readouterr().out
    earlier.write_text("[]", "utf-8")
    assert run(command) == 2 and "E-BEFORE" in capsys.readouterr().err
