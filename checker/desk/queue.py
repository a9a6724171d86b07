"""Keeping workers alive: as many as are wanted while runs wait. What they do is in `worker.py`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import uuid
from pathlib import Path

from checker.desk.store.database import HOME_VARIABLE, URL_VARIABLE, Desk
from checker.desk.store.runs import release, working

WORKERS_VARIABLE = "PLANCHECK_WORKERS"

_children: list[subprocess.Popen[bytes]] = []
_lock = threading.Lock()


def most_workers() -> int:
    """PLANCHECK_WORKERS, or one, or two on a machine with four cores and more."""
    given = os.environ.get(WORKERS_VARIABLE, "")
    return int(given) if given.isdigit() and int(given) else min(2, max(1, (os.cpu_count() or 1) // 2))


def ensure_workers(desk: Desk) -> int:
    """Start workers when runs wait and too few are at work; returns how many were started.

    Workers another server started, or one that was killed, are known by their sign of life in the database.
    """
    workers, waiting = working(desk)
    for name in workers:
        if not _is_alive(name):
            release(desk, name)
    if not waiting:
        return 0
    alive = sum(_is_alive(name) for name in workers)
    with _lock:
        _children[:] = [child for child in _children if child.poll() is None]
        missing = min(most_workers(), waiting) - max(len(_children), alive)
        for _ in range(max(0, missing)):
            _children.append(_start(desk))
        return max(0, missing)


def worker_name() -> str:
    """A name that tells others on this machine whether the worker still lives."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def _is_alive(name: str) -> bool:
    """False only when the worker is known to be dead; of other machines only their sign of life tells."""
    host, _, rest = name.rpartition(":")[0].rpartition(":")
    if sys.platform == "win32" or host != socket.gethostname():
        return True
    own = next((child for child in _children if str(child.pid) == rest), None)
    if own is not None:
        return own.poll() is None
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _start(desk: Desk) -> subprocess.Popen[bytes]:
    """A worker in a session of its own: what ends the server does not end the batch."""
    here = str(Path(__file__).resolve().parents[2])
    given = {
        HOME_VARIABLE: str(desk.home),
        URL_VARIABLE: desk.engine.url.render_as_string(hide_password=False),
        "PYTHONPATH": os.pathsep.join([here, *(p for p in sys.path if p)]),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "checker.desk.worker"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **given},  # not on the command line, which anybody can list
        start_new_session=sys.platform != "win32",
    )
