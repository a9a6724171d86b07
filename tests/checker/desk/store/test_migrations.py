"""A desk kept by an earlier plancheck is brought up to date and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.desk.store import database, migrations, plans, registry
from checker.desk.store.database import open_desk


def test_entries_of_the_first_tables_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (migrations, database):
        monkeypatch.setattr(module, "STEPS", migrations.STEPS[:1])
    old = open_desk(tmp_path, "")
    with old.write() as connection:
        connection.exec_driver_sql("INSERT INTO organisation (name, name_key, created) VALUES ('云杉大酒店', 'k', '')")
        connection.exec_driver_sql(
            "INSERT INTO plan (organisation, title, title_key, created) VALUES (1, '火灾应急预案', 't', '')"
        )
        connection.exec_driver_sql(
            "INSERT INTO event (plan, kind, day, about, number, note, assessed, reported, removed, who, created)"
            " VALUES (1, 'drill', '2026-05-31', '消防', '', '', 1, 0, 0, '张三', '')"
        )
    monkeypatch.undo()
    database._open.cache_clear()
    new = open_desk(tmp_path, "")
    (event,) = registry.events(new)
    assert (event.about, event.assessed, event.category) == ("消防", True, "")
    (row,) = plans.plans(new)
    assert (row.title, row.kind, row.subject) == ("火灾应急预案", "", "")
