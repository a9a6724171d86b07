"""Child processes that can always be ended, and the memory limit they live under."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

_GRACE = 3.0  # seconds a child gets to end its own children before it is killed


def start(command: list[str], *, talk: bool = False) -> subprocess.Popen[bytes]:
    """A child in a process group of its own.

    `talk` opens its standard input and output, and it can import what this process can; otherwise it has neither.
    """
    stream = subprocess.PIPE if talk else subprocess.DEVNULL
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(
        command,
        stdin=stream,
        stdout=stream,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)} if talk else None,
        creationflags=flags,
        start_new_session=sys.platform != "win32",
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the child and its whole group: asked first, then killed."""
    if process.poll() is None:
        _signal(process, hard=False)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
    _signal(process, hard=True)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)


def _signal(process: subprocess.Popen[bytes], *, hard: bool) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill() if hard else process.terminate()
        else:
            os.killpg(process.pid, signal.SIGKILL if hard else signal.SIGTERM)


def limit_memory(megabytes: int) -> None:
    """Bound this process's address space, where the system can (not on Windows and macOS)."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


@contextlib.contextmanager
def lifted_limit() -> Iterator[None]:
    """Start a child without this process's memory limit: LibreOffice reserves far more than it uses."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
