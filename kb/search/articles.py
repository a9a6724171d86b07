"""Full-text index of imported official texts, in a file of the cache folder that a change of the texts replaces."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kb.folders import cache_folder
from kb.search.lexical import TOKENIZE, any_of
from kb.search.words import fold, words
from kb.texts.models import OfficialText

MOST_TERMS = 8  # the rarest words of a question; common ones cost time and tell nothing
COMMON = 0.05  # a word in more than this share of the articles is looked for only when there is no rarer one
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """A clause of an imported text: the text's key and the clause's number."""

    text: str
    clause: str
    score: float


class ArticleIndex:
    """BM25 over the clauses of all imported texts."""

    def __init__(self, texts: Iterable[OfficialText], file: Path | str = ":memory:") -> None:
        self._lock = threading.Lock()
        new = file == ":memory:" or not Path(file).is_file()
        self._db = sqlite3.connect(file, check_same_thread=False)
        if new:
            self._build(texts)
        self._db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, articles, row)")
        self.size = int(self._db.execute("SELECT count(*) FROM articles_docsize").fetchone()[0])

    def _build(self, texts: Iterable[OfficialText]) -> None:
        self._db.execute(
            f"CREATE VIRTUAL TABLE articles USING fts5(text UNINDEXED, clause UNINDEXED, words, {TOKENIZE})"
        )
        rows = ((t.key, c.number, " ".join(_words(f"{c.title} {c.text}"))) for t in texts for c in t.clauses)
        self._db.executemany("INSERT INTO articles VALUES (?, ?, ?)", rows)
        self._db.execute("INSERT INTO articles(articles) VALUES ('optimize')")
        self._db.commit()

    def find(self, question: str, n: int = 5) -> list[ArticleHit]:
        """The clauses with the most telling words of the question, best first."""
        terms = self._telling(dict.fromkeys(_words(question)))
        if not terms:
            return []
        sql = "SELECT text, clause, -rank FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?"
        with self._lock:
            rows = self._db.execute(sql, (any_of(terms), n)).fetchall()
        return [ArticleHit(text, clause, round(score, 3)) for text, clause, score in rows]

    def _telling(self, terms: Iterable[str]) -> list[str]:
        with self._lock:
            counts = [(self._count(t), t) for t in terms]
        known = sorted((count, t) for count, t in counts if count)
        rare = [t for count, t in known if count <= max(20, COMMON * self.size)]
        return (rare or [t for _count, t in known[:2]])[:MOST_TERMS]

    def _count(self, term: str) -> int:
        row = self._db.execute("SELECT doc FROM temp.vocabulary WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        self._db.close()


def _words(text: str) -> list[str]:
    return [w for run in _HAN.findall(fold(text)) for w in words(run) if len(w) > 1]


def article_index(texts: Mapping[str, OfficialText]) -> ArticleIndex:
    """The index of these texts, built once and kept in the cache folder."""
    stamp = hashlib.sha256("".join(sorted(f"{k}{t.sha256}{t.imported}" for k, t in texts.items())).encode()).hexdigest()
    return _opened(stamp, tuple(texts.values()))


@lru_cache(maxsize=1)
def _opened(stamp: str, texts: tuple[OfficialText, ...]) -> ArticleIndex:
    folder = cache_folder() / "articles"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.db"):
            if old.stem != stamp[:16]:
                old.unlink(missing_ok=True)
        return _kept(folder / f"{stamp[:16]}.db", texts)
    except OSError:  # a read-only home: search still works, without a cache
        return ArticleIndex(texts)


def _kept(file: Path, texts: tuple[OfficialText, ...]) -> ArticleIndex:
    """Built beside and then put in place, so that a broken-off build is never opened."""
    if not file.is_file():
        unfinished = file.with_suffix(".tmp")
        unfinished.unlink(missing_ok=True)
        ArticleIndex(texts, unfinished).close()
        unfinished.replace(file)
    return ArticleIndex((), file)
