"""Facts of the labelled plans, scored as the evaluation scores them."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from checker.facts import extract_facts
from checker.language.index import TextIndex
from checker.reading import read
from kb.catalogue import load_catalogue

SHARED = Path(__file__).resolve().parents[3] / "../shared"
FLOORS = {"levels": 0.95, "starts_by": 0.95, "drills": 0.95, "reporting": 0.95, "citations": 0.95, "outdated": 0.98}


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="标注在 ../shared，这里没有")
def test_f1_on_labelled_plans():
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval/score.py")
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    totals = {name: [0, 0, 0] for name in FLOORS}
    for path in sorted((SHARED / "gold").glob("*.yaml")):
        gold = yaml.safe_load(path.read_text())
        plan = read(next((SHARED / "plans").glob(gold["plan"] + ".*")))
        facts = extract_facts(plan, TextIndex.of(plan), load_catalogue(), date(2026, 11, 23))
        units = [{"id": u.id, "kind": str(u.kind), "title": u.title} for u in plan.units]
        report = {"units": units, "findings": [], "facts": json.loads(facts.model_dump_json(by_alias=True))}
        for name, counts in score.score_facts(gold, report).items():
            if name in totals:
                totals[name] = [a + b for a, b in zip(totals[name], counts, strict=True)]
    f1 = {name: score.prf(*counts)[2] for name, counts in totals.items()}
    assert {name: value for name, value in f1.items() if value < FLOORS[name]} == {}
