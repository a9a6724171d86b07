"""Organisations, their plans, and the versions of each plan."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from checker.desk.store.audit import record
from checker.desk.store.database import Desk, add, now
from checker.desk.store.tables import ORGANISATIONS, PLANS, RUNS, VERSIONS
from checker.report import Report

_DROPPED = re.compile(
    r"[\W_]+|\(?\d{4}年?(?:版|修订版?)?\)?|第.{1,3}版|修订版|修订稿|征求意见稿|送审稿|评审稿|备案稿|试行|草案"
)
UNNAMED = "（未写明单位）"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`kind` and `subject` are what somebody said of a plan that was not checked; empty otherwise."""

    id: int
    title: str
    organisation: str
    versions: int
    kind: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    id: int
    plan: int
    number: int
    sha256: str
    file_name: str
    issued: str
    who: str
    created: str


def key(words: str) -> str:
    """What stays of a name when spelling, edition and punctuation are left out."""
    folded = unicodedata.normalize("NFKC", words)
    return _DROPPED.sub("", folded).lower() or folded.strip().lower()


def plans(desk: Desk) -> list[PlanRow]:
    said = (PLANS.c.kind, PLANS.c.subject)
    query = (
        select(PLANS.c.id, PLANS.c.title, ORGANISATIONS.c.name.label("organisation"), func.count(VERSIONS.c.id), *said)
        .join(ORGANISATIONS, ORGANISATIONS.c.id == PLANS.c.organisation)
        .outerjoin(VERSIONS, VERSIONS.c.plan == PLANS.c.id)
        .group_by(PLANS.c.id, PLANS.c.title, ORGANISATIONS.c.name, *said)
        .order_by(ORGANISATIONS.c.name, PLANS.c.title)
    )
    with desk.read() as connection:
        return [PlanRow(*row) for row in connection.execute(query)]


def plan(desk: Desk, plan_id: int) -> PlanRow | None:
    return next((p for p in plans(desk) if p.id == plan_id), None)


def versions(desk: Desk, plan_id: int) -> list[VersionRow]:
    """Oldest first."""
    query = select(VERSIONS).where(VERSIONS.c.plan == plan_id).order_by(VERSIONS.c.number)
    with desk.read() as connection:
        return [VersionRow(**row) for row in connection.execute(query).mappings()]


def version(desk: Desk, version_id: int) -> VersionRow | None:
    with desk.read() as connection:
        row = connection.execute(select(VERSIONS).where(VERSIONS.c.id == version_id)).mappings().first()
    return VersionRow(**row) if row else None


def ensure_plan(connection: Connection, organisation: str, title: str) -> int:
    """The plan of that name and organisation, made when it is not there yet."""
    name = organisation or UNNAMED
    owner = _ensure(connection, ORGANISATIONS, {"name_key": key(name)}, {"name": name})
    return _ensure(connection, PLANS, {"organisation": owner, "title_key": key(title)}, {"title": title})


def _ensure(connection: Connection, table: Table, keys: dict[str, str | int], values: dict[str, str]) -> int:
    query = select(table.c.id).where(*(table.c[name] == value for name, value in keys.items()))
    found = connection.execute(query).scalar()
    if found is not None:
        return int(found)
    return add(connection, table, **keys, **values, created=now())


def attach(
    connection: Connection, report: Report, sha256: str, file_name: str, who: str, chosen: int | None
) -> tuple[int, int]:
    """The plan and version that a checked file belongs to: the chosen plan, one that has this very file, or by name."""
    title = report.plan.title or file_name.rpartition(".")[0] or file_name
    plan_id = chosen or _same_file(connection, sha256) or ensure_plan(connection, report.plan.organisation, title)
    query = select(VERSIONS.c.id).where(VERSIONS.c.plan == plan_id, VERSIONS.c.sha256 == sha256)
    found = connection.execute(query).scalar()
    if found is not None:
        return plan_id, int(found)
    highest = connection.execute(select(func.max(VERSIONS.c.number)).where(VERSIONS.c.plan == plan_id)).scalar() or 0
    values = {"sha256": sha256, "file_name": file_name, "issued": report.plan.issued, "who": who, "created": now()}
    return plan_id, add(connection, VERSIONS, plan=plan_id, number=highest + 1, **values)


def _same_file(connection: Connection, sha256: str) -> int | None:
    query = select(VERSIONS.c.plan).where(VERSIONS.c.sha256 == sha256).order_by(VERSIONS.c.id.desc()).limit(1)
    return connection.execute(query).scalar()


def move_run(desk: Desk, run_id: int, plan_id: int, report: Report, who: str) -> None:
    """Put a checked file under another plan as a version of it; what was decided stays where it was decided."""
    with desk.write() as connection:
        run = connection.execute(select(RUNS).where(RUNS.c.id == run_id)).mappings().one()
        _plan, version_id = attach(connection, report, run["sha256"], run["file_name"], who, plan_id)
        connection.execute(RUNS.update().where(RUNS.c.id == run_id).values(version=version_id, chosen_plan=plan_id))
        record(connection, who, "assign", f"plan {plan_id}", run=run_id, version=version_id)
