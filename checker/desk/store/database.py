"""Opening the desk: the database (SQLite in the user's folder, or PostgreSQL by URL) and the files beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert
from sqlalchemy.exc import SQLAlchemyError

from checker.desk.store.files import Files
from checker.desk.store.migrations import STEPS, migrate
from checker.errors import InputError

HOME_VARIABLE, URL_VARIABLE = "PLANCHECK_HOME", "PLANCHECK_DB"
BUSY_MILLISECONDS = 20_000


@dataclass(frozen=True)
class Desk:
    """An open desk; safe to share between threads."""

    engine: Engine
    files: Files
    home: Path

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is kept as a whole or not at all."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(reads=True) as connection:
            yield connection


def home_folder() -> Path:
    """PLANCHECK_HOME, or the folder where this system keeps a user's data."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "plancheck"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "plancheck"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "plancheck"


def open_desk(home: Path | None = None, url: str | None = None) -> Desk:
    """The desk of this user or, with PLANCHECK_DB, of the office; made when it is not there. Raises InputError."""
    folder = (home or home_folder()).resolve()
    address = url if url is not None else os.environ.get(URL_VARIABLE, "")
    return _open(folder, address or f"sqlite:///{folder / 'desk.sqlite3'}")


@lru_cache(maxsize=8)
def _open(home: Path, url: str) -> Desk:
    try:
        home.mkdir(parents=True, exist_ok=True)
        engine = _engine(url)
        with engine.begin() as connection:
            version = migrate(connection)
    except OSError as error:
        raise InputError(
            "E-DESK", f"数据目录 {home} 不能使用（{error.strerror}）；请用 {HOME_VARIABLE} 换一个。"
        ) from error
    except (SQLAlchemyError, ImportError) as error:
        raise InputError(
            "E-DESK", f"数据库打不开（{type(error).__name__}）；请检查 {URL_VARIABLE} 和数据目录。"
        ) from error
    if version > len(STEPS):
        raise InputError("E-DESK", "数据库是更新版本的 plancheck 建的；请升级程序，不要用旧版打开。")
    return Desk(engine, Files(home / "files"), home)


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=15)
    engine = create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers go on while one writes and survives a killed process; FULL also a lost power line."""
    connection.isolation_level = None  # the driver begins no transaction of its own
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """A reader that becomes a writer half-way is refused at once under WAL; whoever may write asks first."""
    mode = "DEFERRED" if connection.get_execution_options().get("reads") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


def add(connection: Connection, table: Table, **values: object) -> int:
    """Insert one row; its id."""
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def now() -> str:
    """The time as it is stored: UTC, seconds and their fraction, sortable as text."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def local_time(stored: str) -> str:
    """「2026-11-23 22:47」 in this machine's time zone; empty stays empty."""
    return datetime.fromisoformat(stored).astimezone().strftime("%Y-%m-%d %H:%M") if stored else ""
