"""The tables as SQLAlchemy sees them; `migrations.py` makes them. Times are ISO 8601 in UTC, as text."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="")


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


ORGANISATIONS = Table("organisation", METADATA, _key(), _text("name"), _text("name_key"), _text("created"))

PLANS = Table(
    "plan",
    METADATA,
    _key(),
    Column("organisation", ForeignKey("organisation.id"), nullable=False),
    _text("title"),
    _text("title_key"),
    _text("created"),
    _text("kind"),
    _text("subject"),
)

VERSIONS = Table(
    "version",
    METADATA,
    _key(),
    Column("plan", ForeignKey("plan.id"), nullable=False),
    Column("number", Integer, nullable=False),
    _text("sha256"),
    _text("file_name"),
    _text("issued"),
    _text("who"),
    _text("created"),
)

# A run is a job of the queue first; once it is done it belongs to a version and has a report.
RUNS = Table(
    "run",
    METADATA,
    _key(),
    _text("batch"),
    _text("sha256"),
    _text("file_name"),
    _text("options"),
    _text("state"),
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    _text("what"),
    _text("problem"),
    Column("chosen_plan", Integer),
    Column("version", ForeignKey("version.id")),
    Column("attempts", Integer, nullable=False, default=0),
    _text("worker"),
    Column("beat", Float, nullable=False, default=0.0),
    _text("who"),
    _text("created"),
    _text("finished"),
)

REPORTS = Table(
    "report",
    METADATA,
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),  # zlib of plancheck.report/1
    Column("text", LargeBinary, nullable=False),  # zlib of the paragraphs as read
)

# Append-only: the latest row of (plan, unit_key, item) counts; an empty verdict takes the decision back.
DECISIONS = Table(
    "decision",
    METADATA,
    _key(),
    Column("plan", ForeignKey("plan.id"), nullable=False),
    Column("version", ForeignKey("version.id"), nullable=False),
    Column("run", ForeignKey("run.id"), nullable=False),
    _text("unit_key"),
    _text("item"),
    _text("verdict"),
    _text("note"),
    _text("proposal"),
    _text("words"),
    _text("who"),
    _text("at"),
)

EVENTS = Table(
    "event",
    METADATA,
    _key(),
    Column("plan", ForeignKey("plan.id"), nullable=False),
    _text("kind"),
    _text("day"),
    _text("about"),
    _text("number"),
    _text("note"),
    Column("assessed", Integer, nullable=False, default=0),
    Column("reported", Integer, nullable=False, default=0),
    Column("removed", Integer, nullable=False, default=0),
    _text("who"),
    _text("created"),
    _text("category"),
)

TODOS = Table(
    "todo",
    METADATA,
    _key(),
    Column("plan", ForeignKey("plan.id"), nullable=False),
    _text("unit_key"),
    _text("item"),
    Column("done", Integer, nullable=False, default=0),
    _text("who"),
    _text("at"),
)

AUDIT = Table("audit", METADATA, _key(), _text("at"), _text("who"), _text("action"), _text("subject"), _text("detail"))
