"""What `plancheck check` and `outline` do; apart from the command line because spaCy takes a second to load."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from checker.check import CheckOptions, outline_file
from checker.cli_files import STDOUT, Targets, write_text
from checker.cli_screen import complain, screen, watched
from checker.desk.running import Outcome, run_check
from checker.reporting.terminal import print_outline, print_report, print_summary

BAD_INPUT, INTERNAL_ERROR = 2, 1


def check_plans(plans: Sequence[Path], options: CheckOptions, targets: Targets, *, limit: int, debug: bool) -> int:
    """Check each plan, write and print what was asked for; a plan that cannot be used is told and the others go on.

    Returns the exit status.
    """
    out = screen()
    outcomes = []
    for number, path in enumerate(plans, 1):
        label = f"{number}/{len(plans)} {path.name}" if len(plans) > 1 else path.name
        with watched(label) as progress:
            outcome = run_check(path, replace(options, progress=progress))
        outcomes.append(outcome)
        if outcome.report is None:
            _tell_problem(outcome, debug)
            continue
        written = targets.write(path, outcome.report)
        if not targets.to_stdout:
            print_report(outcome.report, out, limit)
            _say_written(out, written)
    if len(outcomes) > 1:
        print_summary([o.report for o in outcomes if o.report], out)
    return _status(outcomes)


def outline_plan(plan: Path, options: CheckOptions, json: Path | None) -> None:
    with watched(plan.name) as progress:
        outline = outline_file(plan, replace(options, progress=progress))
    if json:
        write_text(json, outline.to_json())
    if json != STDOUT:
        print_outline(outline, screen())


def _tell_problem(outcome: Outcome, debug: bool) -> None:
    complain(f"{outcome.name}：{outcome.problem}")
    if outcome.error and debug:
        traceback.print_exception(outcome.error)


def _status(outcomes: Sequence[Outcome]) -> int:
    if any(o.error for o in outcomes):
        return INTERNAL_ERROR
    return BAD_INPUT if any(o.problem for o in outcomes) else 0


def _say_written(console: Console, written: Sequence[Path]) -> None:
    for path in written:
        console.print(Text(f"已写出 {path}"))
