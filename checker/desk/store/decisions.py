"""Human verdicts: added, never changed; the latest one of a plan, unit and item stands, through runs and versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select

from checker.desk.store.audit import record
from checker.desk.store.database import Desk, now
from checker.desk.store.tables import DECISIONS

Key = tuple[str, str]  # (unit_key, item): item is a requirement id or the id of a form row


@dataclass(frozen=True, slots=True)
class Decision:
    """`proposal` and `words` are what the program proposed, and on which words of the plan, when it was decided."""

    unit_key: str
    item: str
    verdict: str  # empty: taken back
    note: str = ""
    proposal: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    id: int
    plan: int
    version: int
    run: int
    unit_key: str
    item: str
    verdict: str
    note: str
    proposal: str
    words: str
    who: str
    at: str

    @property
    def key(self) -> Key:
        return self.unit_key, self.item


def decide(
    desk: Desk, plan: int, version: int, run: int, decisions: Iterable[Decision], who: str, *, accepted: bool = False
) -> int:
    """Keep the decisions, all or none; returns how many. `accepted`: the proposals were taken over in one go."""
    listed = list(decisions)
    place = {"plan": plan, "version": version, "run": run, "who": who, "at": now()}
    with desk.write() as connection:
        for each in listed:
            values = {name: getattr(each, name) for name in Decision.__slots__}
            connection.execute(insert(DECISIONS).values(**place, **values))
            if not accepted:
                action = "decide" if each.verdict else "withdraw"
                told = {"unit": each.unit_key, "item": each.item, "verdict": each.verdict, "note": each.note}
                record(connection, who, action, f"plan {plan}", **told)
        if accepted and listed:
            items = "、".join(f"{d.unit_key} {d.item}" for d in listed)
            record(connection, who, "accept", f"plan {plan}", count=len(listed), items=items)
    return len(listed)


def standing(desk: Desk, plan: int) -> Mapping[Key, DecisionRow]:
    """The decision that counts for each unit and item; those taken back are not there."""
    latest: dict[Key, DecisionRow] = {}
    for row in history(desk, plan):
        latest[row.key] = row
    return {k: row for k, row in latest.items() if row.verdict}


def history(desk: Desk, plan: int) -> list[DecisionRow]:
    """Every decision ever made on the plan, oldest first."""
    query = select(DECISIONS).where(DECISIONS.c.plan == plan).order_by(DECISIONS.c.id)
    with desk.read() as connection:
        return [DecisionRow(**row) for row in connection.execute(query).mappings()]
