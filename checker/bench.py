"""Accuracy against labelled plans: the same measures for any folder of plans and labels.

A label file is YAML: `plan` (file stem), `units`: [{unit, kind, labels: [{id, verdict, sure, why}]}] with the verdicts
符合, 基本符合, 不符合, 不适用. A gap is 基本符合 or 不符合; rows labelled 不适用 are left out; a row without a verdict
counts as not found.
"""

from __future__ import annotations

import difflib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from checker.check import CheckOptions, check_file
from checker.errors import InputError
from checker.report import VERDICT_LABELS, Report, UnitInfo, Verdict

GAPS = ("基本符合", "不符合")
ORDER = ("符合", "基本符合", "不符合", "不适用", "未判")
SUFFIXES = (".docx", ".pdf", ".html", ".txt", ".md", ".doc")
SURE = 3  # labels any reviewer would share

RowKey = tuple[str, str, str, str]  # plan, kind, unit, requirement


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled duty of one unit. `got` is 未判 where the tool gave no verdict."""

    plan: str
    kind: str
    unit: str
    requirement: str
    gold: str
    got: str
    sure: int
    why: str
    reason: str

    @property
    def key(self) -> RowKey:
        return self.plan, self.kind, self.unit, self.requirement

    @property
    def wrong_gap(self) -> bool:
        return (self.gold in GAPS) != (self.got in GAPS)


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares 0 … 1; NaN where there is nothing to divide by."""

    rows: int
    precision: float
    recall: float
    exact: float
    false_missing: float
    undetermined: float
    kappa: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Accuracy:
    rows: tuple[Row, ...]
    failed: tuple[tuple[str, str], ...] = ()  # (plan, why it was not measured)
    by_plan: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, rows: Iterable[Row] | None = None, *, sure: int = 0) -> Measures:
        return measures([r for r in (self.rows if rows is None else rows) if r.sure >= sure])

    def confusion(self) -> Counter[tuple[str, str]]:
        return Counter((r.gold, r.got) for r in self.rows)

    def by_duty(self) -> list[tuple[str, list[Row]]]:
        """Duties with their rows, the most often wrong first."""
        duties: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            duties[row.requirement].append(row)
        return sorted(duties.items(), key=lambda d: (-sum(r.gold != r.got for r in d[1]), d[0]))

    def worst(self, limit: int) -> list[Row]:
        """Errors that hurt most: called missing though there, then gaps not seen or invented, then shades."""
        wrong = [r for r in self.rows if r.gold != r.got]
        return sorted(wrong, key=_badness)[:limit]


def _badness(row: Row) -> tuple[int, int, str]:
    rank = 0 if (row.gold, row.got) == ("符合", "不符合") else 1 if row.wrong_gap else 2
    return rank, -row.sure, row.requirement


def _share(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


@dataclass(frozen=True, slots=True)
class Change:
    """A labelled row that another state of the program or the knowledge base judged otherwise."""

    row: Row
    before: str

    @property
    def is_better(self) -> bool:
        return self.row.got == self.row.gold

    @property
    def is_worse(self) -> bool:
        return self.before == self.row.gold


def changes(rows: Iterable[Row], before: Mapping[RowKey, str]) -> list[Change]:
    """The rows judged otherwise than before, those that got worse first; rows not measured before are left out."""
    found = [Change(r, before[r.key]) for r in rows if before.get(r.key, r.got) != r.got]
    return sorted(found, key=lambda c: (not c.is_worse, c.is_better, c.row.key))


def earlier_rows(file: Path) -> dict[RowKey, str]:
    """What was judged, row by row, from the JSON of an earlier measurement. Raises InputError."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))["rows"]
        return {(r["plan"], r["kind"], r["unit"], r["requirement"]): r["got"] for r in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("E-BEFORE", f"“{file}”不是 bench accuracy --json 写出的文件，不能比较。") from error


def measures(rows: list[Row]) -> Measures:
    """Measures of labelled rows (不适用 already left out)."""
    hits = sum(r.gold in GAPS and r.got in GAPS for r in rows)
    claimed = sum(r.got in GAPS for r in rows)
    real = sum(r.gold in GAPS for r in rows)
    missing = sum(r.got == "不符合" for r in rows)
    judged = [r for r in rows if r.got != "未判"]
    agree = _share(sum(r.gold == r.got for r in judged), len(judged))
    gold, got = Counter(r.gold for r in judged), Counter(r.got for r in judged)
    chance = sum(gold[v] * got[v] for v in ORDER) / len(judged) ** 2 if judged else math.nan
    return Measures(
        rows=len(rows),
        precision=_share(hits, claimed),
        recall=_share(hits, real),
        exact=_share(sum(r.gold == r.got for r in rows), len(rows)),
        false_missing=_share(sum(r.got == "不符合" and r.gold == "符合" for r in rows), missing) if missing else 0.0,
        undetermined=_share(len(rows) - len(judged), len(rows)),
        kappa=(agree - chance) / (1 - chance) if judged and chance < 1 else 1.0,
    )


def accuracy(labels: Path, plans: Path, options: CheckOptions | None = None, *, leave_out: str = "") -> Accuracy:
    """Check every labelled plan found below `plans` and compare. Plans whose name contains `leave_out` are skipped.

    Raises InputError when the folders hold no labels or no plan for them.
    """
    options = options or CheckOptions(guarded=False)  # labelled plans are our own
    rows: list[Row] = []
    failed: list[tuple[str, str]] = []
    by_plan: dict[str, list[Row]] = {}
    for gold in _labels(labels):
        name = str(gold["plan"])
        if leave_out and leave_out in name:
            continue
        file = _plan_file(plans, name)
        if file is None:
            failed.append((name, "没有找到预案文件"))
            continue
        try:
            report = check_file(file, options)
        except InputError as error:
            failed.append((name, error.message))
            continue
        by_plan[name] = list(_rows(gold, report))
        rows.extend(by_plan[name])
    if not rows:
        raise InputError("E-NO-LABELS", f"“{labels}”里没有标注，或“{plans}”里没有对应的预案；请核对两个目录。")
    return Accuracy(tuple(rows), tuple(failed), by_plan)


def _labels(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.yaml")):
        gold = yaml.safe_load(file.read_text(encoding="utf-8"))
        if isinstance(gold, dict) and gold.get("units") and gold.get("plan"):
            yield gold


def _plan_file(folder: Path, name: str) -> Path | None:
    found = {f.suffix.lower(): f for f in folder.rglob(f"{name}.*")}
    return next((found[s] for s in SUFFIXES if s in found), None)


def _unit_of(report: Report, kind: str, title: str) -> UnitInfo | None:
    """The unit of the labelled kind with the nearest title; a government kind falls back to its family."""
    same = [u for u in report.units if u.kind == kind]
    if not same and kind.startswith("gov"):
        same = [u for u in report.units if u.kind.startswith("gov")]
    return max(same, key=lambda u: difflib.SequenceMatcher(None, u.title, title).ratio(), default=None)


def _rows(gold: dict[str, Any], report: Report) -> Iterator[Row]:
    for unit in gold["units"]:
        chosen = _unit_of(report, unit["kind"], unit["unit"])
        found = {f.requirement: f for f in report.findings if chosen and f.unit == chosen.id}
        for label in unit["labels"]:
            if label["verdict"] == "不适用":
                continue
            finding = found.get(label["id"])
            told = finding is not None and finding.verdict is not Verdict.UNDETERMINED
            yield Row(
                plan=str(gold["plan"]),
                kind=unit["kind"],
                unit=unit["unit"],
                requirement=label["id"],
                gold=label["verdict"],
                got=VERDICT_LABELS[finding.verdict] if finding and told else "未判",
                sure=int(label.get("sure", SURE)),
                why=label.get("why", ""),
                reason=finding.reason if finding else "",
            )
