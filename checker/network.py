"""The network of many plans, `plancheck.network/1`: what `plancheck connect DIR --upper MASTER --json` writes.

Models shared by the room that builds it (connecting) and those that show it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from checker.report import Evidence, Model, Verdict

SCHEMA = "plancheck.network/1"
Level = Literal["national", "province", "city", "county", "township", "unit"]
LEVEL_LABELS: dict[str, str] = {
    "national": "国家",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡镇街道",
    "unit": "单位",
}
ReferenceStatus = Literal["linked", "outside", "missing", "outdated"]
REFERENCE_LABELS: dict[str, str] = {
    "linked": "在本批预案里",
    "outside": "不在本批里，知识库或上级预案里有",
    "missing": "本批里没有，也没有查到",
    "outdated": "名称或版本已过期",
}


class NetworkPlan(Model):
    id: str
    file: str
    title: str
    name: str
    kind: str
    organisation: str = ""
    issued: str = ""
    region: str = ""
    level: Level
    event: str = ""  # id of the event family
    leads: tuple[str, ...] = ()
    lead_evidence: Evidence | None = None
    upper: bool = False


class Unread(Model):
    file: str
    reason: str


class Cell(Model):
    """A plan under one of the ten items; undetermined where the upper plan settles nothing for it."""

    plan: str
    item: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()


class Reference(Model):
    """A plan names another: `target` is a plan of the network, or empty."""

    source: str
    target: str = ""
    name: str
    status: ReferenceStatus
    upper: bool = False  # named as a plan it rests on
    answered: bool = False  # the target names the source too
    evidence: Evidence | None = None


class Responsibility(Model):
    """An event at a level: the plans for it and who leads; several different leads in one region are a conflict."""

    event: str
    event_name: str
    level: Level
    region: str = ""
    plans: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()  # who leads by the upper plan
    state: Literal["clear", "conflict", "no-lead", "hole"]
    reason: str = ""


class DutyClaim(Model):
    """What one plan says: which units lead the duty, which only belong to it."""

    plan: str
    leads: tuple[str, ...]
    members: tuple[str, ...] = ()
    evidence: Evidence | None = None


class DutyConflict(Model):
    """One duty in events of one class, at one level of one region, that plans give to different units."""

    event: str
    event_name: str
    level: Level
    region: str = ""
    duty: str  # name of the working group; empty: the handling of the event as a whole
    claims: tuple[DutyClaim, ...]
    reason: str


class Due(Model):
    """A plan the upper plan lists, and the plan that answers to it."""

    title: str
    leads: tuple[str, ...] = ()
    plan: str = ""


class Network(Model):
    schema_: str = Field(default=SCHEMA, alias="schema")
    upper: str
    plans: tuple[NetworkPlan, ...]
    unread: tuple[Unread, ...] = ()
    items: dict[str, str]  # id → name of the ten items
    cells: tuple[Cell, ...]
    references: tuple[Reference, ...]
    unanswered: tuple[Reference, ...] = ()
    orphans: tuple[str, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    duty_conflicts: tuple[DutyConflict, ...] = ()
    due: tuple[Due, ...] = ()
    coverage: float | None = None  # share of the due plans that are there; None: the upper plan lists none
    seconds: float = 0

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, indent=1)
