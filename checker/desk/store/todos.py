"""What an enterprise has ticked off in its self-check: added only, the latest of an item stands."""

from __future__ import annotations

from sqlalchemy import insert, select

from checker.desk.store.database import Desk, now
from checker.desk.store.tables import TODOS


def tick(desk: Desk, plan: int, unit_key: str, item: str, done: bool, who: str) -> None:
    values = {"plan": plan, "unit_key": unit_key, "item": item, "done": int(done), "who": who, "at": now()}
    with desk.write() as connection:
        connection.execute(insert(TODOS).values(**values))


def ticked(desk: Desk, plan: int) -> set[tuple[str, str]]:
    """The items that count as done: (unit key, item)."""
    state: dict[tuple[str, str], bool] = {}
    with desk.read() as connection:
        for row in connection.execute(select(TODOS).where(TODOS.c.plan == plan).order_by(TODOS.c.id)).mappings():
            state[(row["unit_key"], row["item"])] = bool(row["done"])
    return {key for key, done in state.items() if done}
