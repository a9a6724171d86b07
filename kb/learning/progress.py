"""What each learner has answered, in a small SQLite file of the data folder; right answers come back later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kb.folders import data_folder
from kb.learning.questions import Question

FILE = "learning.db"
WAITS = (0, 1, 3, 7, 21)  # days until a question comes back, by how often it was right in a row
_SCHEMA = """
CREATE TABLE IF NOT EXISTS progress (
  learner TEXT NOT NULL, question TEXT NOT NULL, box INTEGER NOT NULL, asked INTEGER NOT NULL, correct INTEGER NOT NULL,
  due TEXT NOT NULL, PRIMARY KEY (learner, question))
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one learner: questions met, answers given, right ones, questions that are due."""

    met: int
    asked: int
    correct: int
    due: int


class Progress:
    """One file for all learners of this machine."""

    def __init__(self, root: Path | None = None) -> None:
        self.path = (root or data_folder()) / FILE

    def record(self, learner: str, question: str, *, right: bool, today: date) -> None:
        """A right answer moves the question on by one box, a wrong one back to the first."""
        with self._open() as db:
            row = db.execute(
                "SELECT box FROM progress WHERE learner = ? AND question = ?", (learner, question)
            ).fetchone()
            box = min((row[0] if row else 0) + 1, len(WAITS) - 1) if right else 0
            due = (today + timedelta(days=WAITS[box])).isoformat()
            db.execute(
                "INSERT INTO progress VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT (learner, question) DO UPDATE SET "
                "box = excluded.box, asked = asked + 1, correct = correct + excluded.correct, due = excluded.due",
                (learner, question, box, int(right), due),
            )

    def learners(self) -> list[str]:
        with self._open() as db:
            return [row[0] for row in db.execute("SELECT DISTINCT learner FROM progress ORDER BY learner")]

    def tally(self, learner: str, today: date) -> Tally:
        sql = "SELECT count(*), total(asked), total(correct), total(due <= ?) FROM progress WHERE learner = ?"
        with self._open() as db:
            met, asked, correct, due = db.execute(sql, (today.isoformat(), learner)).fetchone()
        return Tally(int(met), int(asked), int(correct), int(due))

    def next(self, learner: str, among: Sequence[Question], today: date) -> Question | None:
        """The question longest due, else the first not yet met, else none today."""
        with self._open() as db:
            rows = db.execute("SELECT question, due FROM progress WHERE learner = ?", (learner,)).fetchall()
        due = dict(rows)
        waiting = sorted((due[q.id], i) for i, q in enumerate(among) if due.get(q.id, "9") <= today.isoformat())
        if waiting:
            return among[waiting[0][1]]
        return next((q for q in among if q.id not in due), None)

    def forget(self, learner: str) -> None:
        with self._open() as db:
            db.execute("DELETE FROM progress WHERE learner = ?", (learner,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=10)
        try:
            with db:
                db.execute(_SCHEMA)
                yield db
        finally:
            db.close()
