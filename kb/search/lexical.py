"""Full-text index of the duties: SQLite FTS5 over columns of blank-separated words, in memory."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Mapping

from kb.catalogue import Catalogue
from kb.models import Requirement
from kb.search.words import tokens

# Column → weight of a word found in it.
COLUMNS = {"name": 5.0, "asked": 3.0, "statement": 2.5, "cues": 2.0, "detail": 1.0, "applies": 0.8}
TOKENIZE = "tokenize = \"unicode61 tokenchars '.'\""  # words are cut before; 6.3.5 stays one


class LexicalIndex:
    """BM25 over the duties; a word counts more in the name than in the details."""

    def __init__(self, catalogue: Catalogue, asked: Mapping[str, Iterable[str]]) -> None:
        self._lock = threading.Lock()  # pages of several visitors share one connection
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        columns = ", ".join(COLUMNS)
        self._db.execute(f"CREATE VIRTUAL TABLE duties USING fts5(key UNINDEXED, {columns}, {TOKENIZE})")
        rows = [(r.id, *_texts(r, asked.get(r.id, ()))) for r in catalogue.requirements.values()]
        self._db.executemany(f"INSERT INTO duties VALUES ({', '.join('?' * (len(COLUMNS) + 1))})", rows)
        self._db.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(duties, row)")
        self._rarity = dict(self._db.execute("SELECT term, doc FROM vocabulary").fetchall())
        self.size = len(rows)

    def scores(self, terms: Iterable[str]) -> dict[str, float]:
        """Duty → BM25, for every duty in which one of the terms stands."""
        match = any_of(terms)
        if not match:
            return {}
        weights = ", ".join(str(w) for w in (0.0, *COLUMNS.values()))
        with self._lock:
            rows = self._db.execute(
                f"SELECT key, -bm25(duties, {weights}) FROM duties WHERE duties MATCH ?", (match,)
            ).fetchall()
        return dict(rows)

    def documents(self, term: str) -> int:
        """How many duties a term stands in."""
        return self._rarity.get(term, 0)


def any_of(terms: Iterable[str]) -> str:
    """An FTS5 expression that any term meets, every term quoted."""
    return " OR ".join('"' + t.replace('"', '""') + '"' for t in dict.fromkeys(terms))


def _texts(requirement: Requirement, asked: Iterable[str]) -> list[str]:
    r = requirement
    columns = {
        "name": r.name,
        "asked": " ".join(asked),
        "statement": r.statement,
        "cues": " ".join((*r.headings, *r.cues, r.group)),
        "detail": " ".join((r.satisfied_when, r.missing_when, *r.defects, r.advice, *(p.says for p in r.points))),
        "applies": r.applies.text,
    }
    return [" ".join(tokens(columns[name])) for name in COLUMNS]
