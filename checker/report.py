"""The report `plancheck.report/1`: findings, facts, connections, each with exact words and place.

Pydantic models whose JSON (`Report.model_dump(mode="json", by_alias=True)`) is what `plancheck check --json` writes.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kb import labels

SCHEMA = "plancheck.report/1"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Verdict(StrEnum):
    COMPLIANT = "compliant"
    PARTIAL = "partially_compliant"
    NON_COMPLIANT = "non_compliant"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> str:
        return VERDICT_LABELS[self]

    @property
    def is_gap(self) -> bool:
        return self in (Verdict.PARTIAL, Verdict.NON_COMPLIANT)


VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.COMPLIANT: "符合",
    Verdict.PARTIAL: "基本符合",
    Verdict.NON_COMPLIANT: "不符合",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.UNDETERMINED: "待人工确认",
}

SEVERITY_LABELS = labels.SEVERITIES
EXAMPLE_MARK = "。示例："  # in an advice, before its example
Severity = Literal["critical", "major", "minor"]


class Evidence(Model):
    """Exact words of the plan and their place. `start`/`end` are offsets in the paragraph's text."""

    page: int | None
    paragraph: int
    section: str | None
    start: int
    end: int
    quote: str

    @property
    def shown(self) -> str:
        """The quote for human eyes: symbol-font bullets as •, invisible characters left out."""
        return _PRIVATE.sub("•", _INVISIBLE.sub("", self.quote))


class PointResult(Model):
    """One point of a duty: met is None when it cannot be told (an unreadable page, missing material)."""

    id: str
    says: str = ""
    met: bool | None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


class Basis(Model):
    instrument: str
    cite: str
    clause: str


class Finding(Model):
    id: str
    unit: str
    requirement: str
    name: str
    group: str
    key: bool
    verdict: Verdict
    severity: Severity
    points: tuple[PointResult, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    nearest: tuple[Evidence, ...] = ()  # the nearest passages, shown when something is called missing
    searched: tuple[str, ...] = ()
    reason: str
    rule: str = ""  # how the verdict follows from the points, one Chinese line
    advice: str = ""
    basis: tuple[Basis, ...]
    same_as: str | None = None  # an equivalent duty of another instrument: cited, not counted twice
    confidence: float

    @property
    def to_write(self) -> str:
        """The advice without its example."""
        return self.advice.partition(EXAMPLE_MARK)[0]

    @property
    def example(self) -> str:
        return self.advice.partition(EXAMPLE_MARK)[2]


class NotRun(Model):
    unit: str
    requirement: str
    reason: str


class ToolInfo(Model):
    version: str
    catalogue_version: str
    catalogue_sha256: str
    as_of: str
    semantic: bool


class PageProblem(Model):
    page: int
    reason: str


class Seconds(Model):
    read: float
    facts: float
    judge: float
    total: float


class SourceInfo(Model):
    file: str
    sha256: str
    format: str
    pages: int | None
    characters: int
    unreadable_pages: tuple[PageProblem, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    seconds: Seconds
    warnings: tuple[str, ...] = ()


class RegionInfo(Model):
    province: str = ""
    city: str = ""
    county: str = ""


class PlanInfo(Model):
    title: str
    organisation: str
    issued: str
    version: str
    number: str
    region: RegionInfo
    subject: str
    subject_reason: str


class SectionInfo(Model):
    id: str
    number: str
    title: str
    level: int
    page: int | None
    paragraph: int


class UnitInfo(Model):
    id: str
    kind: str
    title: str
    page: int | None
    sections: tuple[SectionInfo, ...]
    kind_reason: str = ""


# --- facts -----------------------------------------------------------------------------------------------------


class ResponseLevel(Model):
    """One response level (响应分级), not an event grade. rank 1 is the highest (Ⅰ级, 一级, 红色)."""

    unit: str
    name: str
    rank: int
    trigger: str = ""
    starts_by: str = ""
    ends_by: str = ""
    evidence: Evidence
    starter_evidence: Evidence | None = None


class Drill(Model):
    unit: str
    what: str
    interval_months: int | None  # None: drills are demanded without a definite interval (定期)
    reported: bool = False  # the result is to be sent to a regulator
    assessed: bool = False
    evidence: Evidence


class Review(Model):
    """Periodic evaluation of the plan itself (预案定期评估)."""

    unit: str
    interval_months: int | None
    evidence: Evidence


class Reporting(Model):
    unit: str
    sender: str = Field(alias="from", default="")
    to: str = ""
    limit_minutes: int
    means: str = ""
    evidence: Evidence


class DutyPhone(Model):
    unit: str
    number: str
    evidence: Evidence


class Organisation(Model):
    """A body or group of the plan; `duties` counts the duty items written for it."""

    unit: str
    name: str
    duties: int = 0
    head: str = ""
    evidence: Evidence


CitationStatus = Literal["current", "superseded", "abolished", "unknown"]


class Citation(Model):
    name: str
    number: str | None = None
    kind: Literal["law", "standard", "document", "plan"]
    instrument: str | None = None
    status: CitationStatus = "unknown"
    at_issue: CitationStatus = "unknown"
    replaced_by: str | None = None
    mismatch: bool = False  # name and number do not belong together
    unit: str | None = None
    evidence: Evidence


class UpperPlan(Model):
    name: str
    evidence: Evidence


class OutdatedBody(Model):
    name: str
    now: str
    since: int
    evidence: Evidence


class Contradiction(Model):
    what: str
    evidence: tuple[Evidence, ...]


class Placeholder(Model):
    text: str
    evidence: Evidence


class Facts(Model):
    response_levels: tuple[ResponseLevel, ...] = ()
    drills: tuple[Drill, ...] = ()
    reviews: tuple[Review, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    duty_phones: tuple[DutyPhone, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    citations: tuple[Citation, ...] = ()
    upper_plans: tuple[UpperPlan, ...] = ()
    outdated_bodies: tuple[OutdatedBody, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()


class ConnectionMatter(Model):
    """One matter of an aspect, the two passages side by side."""

    id: str
    item: str
    says: str
    verdict: Verdict
    reason: str
    plan_evidence: tuple[Evidence, ...] = ()
    upper_evidence: tuple[Evidence, ...] = ()
    advice: str = ""


class Connection(Model):
    item: str
    aspect: str
    verdict: Verdict
    upper: str
    plan_evidence: tuple[Evidence, ...] = ()
    upper_evidence: tuple[Evidence, ...] = ()
    reason: str
    matters: tuple[ConnectionMatter, ...] = ()  # what the verdict of the aspect is made of, worst first


class Outline(Model):
    """What was read, without judging: `plancheck outline --json`."""

    source: SourceInfo
    plan: PlanInfo
    units: tuple[UnitInfo, ...]

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, indent=1)


class ConnectionReport(Model):
    """The connection alone: `plancheck connect PLAN --json`."""

    schema_: str = Field(default="plancheck.connection/1", alias="schema")
    tool: ToolInfo
    source: SourceInfo
    plan: PlanInfo
    units: tuple[UnitInfo, ...]
    upper: tuple[str, ...]
    connections: tuple[Connection, ...]

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, indent=1)


class Report(Model):
    schema_: str = Field(default=SCHEMA, alias="schema")
    tool: ToolInfo
    source: SourceInfo
    plan: PlanInfo
    units: tuple[UnitInfo, ...]
    findings: tuple[Finding, ...]
    not_run: tuple[NotRun, ...] = ()
    facts: Facts
    connections: tuple[Connection, ...] = ()

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, indent=1)
