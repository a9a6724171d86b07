"""The card of a duty: clause and dates first, then what it asks, of whom, and what good and bad look like."""

from __future__ import annotations

from kb.catalogue import Catalogue
from kb.labels import KINDS, OBLIGATIONS, SEVERITIES, SUBJECTS, TARGETS
from kb.models import Requirement


def card_title(requirement: Requirement) -> str:
    return f"{'＊' if requirement.key else ''}{requirement.name}"


def card_rows(catalogue: Catalogue, requirement: Requirement) -> tuple[tuple[str, str], ...]:
    """What the card says, as label and value; only what the catalogue holds."""
    instrument = catalogue.instrument(requirement.instrument)
    dates = f"，{instrument.effective_from} 起施行" if instrument.effective_from else ""
    rows = (
        ("依据", f"{instrument.cite} {requirement.clause}"),
        ("文件", f"《{instrument.name}》，{instrument.status}{dates}"),
        ("要求", requirement.statement),
        ("适用预案", "、".join(KINDS[k] for k in requirement.kinds)),
        ("适用单位", "、".join(SUBJECTS[s] for s in requirement.applies.subjects)),
        ("适用条件", requirement.applies.text),
        ("看什么", TARGETS[requirement.target]),
        ("效力", OBLIGATIONS[requirement.obligation]),
        ("严重程度", SEVERITIES[requirement.severity]),
        ("符合", requirement.satisfied_when),
        ("基本符合", requirement.partial_when),
        ("不符合", requirement.missing_when),
        ("常见问题", "；".join(requirement.defects)),
        ("要求之间的差别", requirement.conflict),
        ("评审表", "；".join(_form_row(catalogue, key) for key in requirement.forms)),
        ("建议", requirement.advice),
        ("示例", requirement.example),
        ("同一要求还见于", "、".join(_elsewhere(catalogue, r) for r in catalogue.equals(requirement))),
    )
    return tuple((label, value) for label, value in rows if value)


def _form_row(catalogue: Catalogue, key: str) -> str:
    form, row = catalogue.form_rows()[key]
    return f"{form.annex}{form.name} {row.parent + '·' if row.parent else ''}{row.item}（{row.id}）"


def _elsewhere(catalogue: Catalogue, requirement: Requirement) -> str:
    return f"{catalogue.instrument(requirement.instrument).cite} {requirement.clause}（{requirement.id}）"
