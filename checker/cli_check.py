"""What `plancheck check` and `outline` do; apart from the command line because spaCy takes a second to load."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from checker.check import CheckOptions, outline_file
from checker.cli_files import STDOUT, Targets, write_bytes, write_text
from checker.cli_screen import complain, screen, watched
from checker.desk.running import Outcome, run_check
from checker.reporting.overview import Checked, build_overview, digest, is_excerpt
from checker.reporting.overview_html import render_overview_html
from checker.reporting.overview_tables import NOT_COUNTED
from checker.reporting.overview_xlsx import render_overview_xlsx
from checker.reporting.terminal import print_outline, print_overview, print_report, print_summary
from checker.reporting.view import clean
from kb.catalogue import load_catalogue

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
    if len(outcomes) > 1 or targets.overview:
        _overview(outcomes, targets.overview, out)
    return _status(outcomes)


def _overview(outcomes: Sequence[Outcome], path: Path | None, console: Console) -> None:
    """What the plans have in common, in short on the screen and whole in a file where one was asked for."""
    reports = [o.report for o in outcomes if o.report]
    catalogue = load_catalogue()
    overview = build_overview([digest(Checked(r), catalogue) for r in reports if not is_excerpt(r)], catalogue)
    problems = [(o.name, o.problem) for o in outcomes if o.report is None]
    excerpts = [(r.source.file, NOT_COUNTED) for r in reports if is_excerpt(r)]
    if excerpts:
        console.print(_told(f"{NOT_COUNTED}：", excerpts))
    print_overview(overview, console)
    if path is None:
        console.print(Text("总表（预案 × 关键要素、全部共性问题）：--overview 文件名.xlsx 或 .html。"))
        return
    if path.suffix.lower() == ".html":
        write_text(path, render_overview_html(overview, [*problems, *excerpts]))
    else:
        write_bytes(path, render_overview_xlsx(overview, [*problems, *excerpts]))
    _say_written(console, [path])


def _told(label: str, files: Sequence[tuple[str, str]]) -> Text:
    return Text.assemble((label, "dim"), clean("、".join(name for name, _why in files)))


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
