"""A desk as `plancheck serve` starts it, in processes of its own that a test may end in any way it likes."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[3]
STARTS_IN = 60.0  # seconds


@dataclass(frozen=True)
class Server:
    """A running desk: its address, its home, its process."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, home: Path) -> Server:
        """Returns when it answers; one worker, and the database is SQLite whatever the environment says."""
        with socket.socket() as free:
            free.bind(("localhost", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "checker.cli", "serve", "--port", str(port)]
        env = {**os.environ, "PLANCHECK_HOME": str(home), "PLANCHECK_DB": "", "PLANCHECK_WORKERS": "1"}
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
        server = cls(f"http://localhost:{port}", home, process)
        try:
            server._wait()
        except AssertionError:
            process.kill()
            raise
        return server

    def _wait(self) -> None:
        end = time.monotonic() + STARTS_IN
        while time.monotonic() < end:
            assert self.process.poll() is None, "the desk did not start"
            try:
                with urlopen(f"{self.url}/_stcore/health", timeout=1):
                    return
            except (URLError, OSError):
                time.sleep(0.25)
        raise AssertionError(f"the desk did not answer within {STARTS_IN:.0f} s")

    def stop(self) -> None:
        """End the server and the workers: those outlive it so that a batch goes on."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:  # in the middle of drawing a page
            self.process.kill()
            self.process.wait(10)
        self.signal_workers(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9 of the server and of every worker."""
        self.process.kill()
        self.process.wait(10)
        self.signal_workers(signal.SIGKILL)

    def signal_workers(self, number: signal.Signals) -> None:
        for pid in self.workers():
            with contextlib.suppress(OSError):
                os.kill(pid, number)

    def workers(self) -> set[int]:
        """The living workers of this desk, by the pid in their name."""
        if not (self.home / "desk.sqlite3").exists():  # no page was opened
            return set()
        with contextlib.closing(sqlite3.connect(self.home / "desk.sqlite3")) as database:
            names = {row[0] for row in database.execute("SELECT DISTINCT worker FROM run WHERE worker <> ''")}
        return {pid for pid in (int(name.split(":")[-2]) for name in names) if _is_worker(pid)}


def _is_worker(pid: int) -> bool:
    """The number of a process that has ended may have gone to another."""
    told = Path(f"/proc/{pid}/cmdline")
    with contextlib.suppress(OSError):
        return b"checker.desk.worker" in told.read_bytes()
    return not told.parents[1].exists()  # a system that does not tell
