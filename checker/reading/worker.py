"""Reading a file nobody vouches for: in a child process with a limit of time and memory.

Whatever the file does to the child (hang, crash, eat memory), the caller gets a Plan or an InputError.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import IO

from checker.errors import InputError
from checker.plan import Plan
from checker.reading import processes, read
from checker.reading.options import ReadOptions

SECONDS = 180.0  # without OCR; a page of OCR takes several seconds
SECONDS_WITH_OCR = 1800.0
MEGABYTES = 4096  # of address space; real plans need a tenth of it resident


def read_guarded(
    path: Path, options: ReadOptions | None = None, seconds: float | None = None, megabytes: int = MEGABYTES
) -> Plan:
    """The plan in a file, or InputError; E-TIMEOUT and E-TOO-LARGE when a limit was met.

    `options.progress` is called in the caller's thread. The limit of memory holds on Linux only.
    """
    options = options or ReadOptions()
    limit = seconds if seconds is not None else (SECONDS_WITH_OCR if options.ocr else SECONDS)
    with tempfile.TemporaryDirectory(prefix="plancheck-read-", ignore_cleanup_errors=True) as folder:
        answer = Path(folder) / "answer"
        order = pickle.dumps((path.resolve(), replace(options, progress=None), megabytes, answer))
        command = [sys.executable, "-m", "checker.reading.worker"]
        process = processes.start(command, talk=True)
        try:
            _follow(process, order, options, time.monotonic() + limit)
        finally:
            processes.stop(process)
        return _answer(answer, path)


def _follow(process: subprocess.Popen[bytes], order: bytes, options: ReadOptions, until: float) -> None:
    """Hand the order over and pass progress on until the child ends; E-TIMEOUT when it does not."""
    assert process.stdin is not None and process.stdout is not None
    with contextlib.suppress(OSError):  # a child that died at once is dealt with by its missing answer
        process.stdin.write(order)
        process.stdin.close()
    news: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=_listen, args=(process.stdout, news), daemon=True).start()
    while True:
        try:
            line = news.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            raise InputError("E-TIMEOUT", "读取超时，已停止；文件可能已损坏或过于复杂，请另存或拆分后再试") from None
        if line is None:
            return
        if options.progress:
            done, total, what = line.decode("utf-8").rstrip("\n").split(" ", 2)
            options.progress(int(done), int(total), what)


def _listen(stream: IO[bytes], news: queue.Queue[bytes | None]) -> None:
    for line in stream:
        news.put(line)
    news.put(None)


def _answer(answer: Path, path: Path) -> Plan:
    try:
        # written by this very module in the child; the file read has no say in it
        result = pickle.loads(answer.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError):
        raise InputError("E-DAMAGED", f"读取“{path.name}”的程序异常退出，文件可能已损坏；请另存后再试") from None
    if isinstance(result, Plan):
        return result
    raise InputError(*result)


def _main() -> None:
    """The child: one order on standard input, progress on standard output, the answer into a file."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that a LibreOffice of ours is ended too
    path, options, megabytes, answer = pickle.loads(sys.stdin.buffer.read())
    processes.limit_memory(megabytes)
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # libraries may chat; standard output is for progress

    def progress(done: int, total: int, what: str) -> None:
        out.write(f"{done} {total} {what}\n".encode())
        out.flush()

    try:
        result: Plan | tuple[str, str] = read(path, replace(options, progress=progress))
    except InputError as error:
        result = (error.code, error.message)
    except MemoryError:
        result = ("E-TOO-LARGE", "读取需要的内存超过上限，已停止；请拆分文件后再试")
    except RecursionError:
        result = ("E-DAMAGED", "文件内部嵌套过深，无法读取；请另存后再试")
    part = answer.with_suffix(".part")
    part.write_bytes(pickle.dumps(result))
    part.replace(answer)


if __name__ == "__main__":
    _main()
