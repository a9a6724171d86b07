"""Fact tests about the document itself: cover, contents page."""

from __future__ import annotations

from typing import Any

from checker.judging.case import Case
from checker.judging.fact import Outcome, test

_LABELS = {
    "title": "预案名称",
    "organisation": "单位名称",
    "number": "预案编号",
    "version": "版本号",
    "issued": "日期",
}


@test("identity")
def identity(case: Case, _scope: str, args: dict[str, Any]) -> Outcome:
    """These `fields` of the cover (title, organisation, number, version, issued) were read."""
    read = case.plan.identity
    values = {
        "title": read.title,
        "organisation": read.organisation,
        "number": read.number,
        "version": read.version,
        "issued": read.issued,
    }
    missing = [_LABELS[f] for f in args["fields"] if not values[f]]
    evidence = (case.index.evidence_of(1),) if case.plan.paragraphs and not missing else ()
    return not missing, f"未见{'、'.join(missing)}" if missing else "", evidence


@test("contents-page")
def contents_page(case: Case, _scope: str, args: dict[str, Any]) -> Outcome:
    """The file has a table of contents of at least `min` lines."""
    contents = case.plan.contents
    if len(contents) < args.get("min", 3):
        return False, "", ()
    first = case.plan.paragraph(contents[0].paragraph)
    return True, "", (case.index.evidence_text(first.index, 0, len(first.text)),)


@test("cited-once-in-force")
def cited_once_in_force(case: Case, _scope: str, args: dict[str, Any]) -> Outcome:
    """One of the `instruments` is cited, unless the plan was issued before the first of them took effect."""
    found = [c.evidence for c in case.facts.citations if c.instrument in args["instruments"]]
    if found:
        return True, "", tuple(found)
    starts = min(case.catalogue.instrument(i).effective_from or "" for i in args["instruments"])
    issued = case.plan.identity.issued
    if issued and issued < starts[: len(issued)]:
        return True, f"预案印发于 {issued}，该文件自 {starts} 起施行", ()
    return False, "", ()
