"""Plans, runs, decisions and the audit trail of the desk, on SQLite and on PostgreSQL where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import delete, inspect, text, update
from sqlalchemy.exc import DatabaseError

from checker.desk.running import Upload
from checker.desk.store import audit, decisions, plans, registry, runs
from checker.desk.store.database import Desk, open_desk
from checker.desk.store.decisions import Decision
from checker.desk.store.tables import AUDIT, DECISIONS, METADATA, RUNS
from checker.errors import InputError
from checker.report import Report

ROOT = Path(__file__).resolve().parents[4]


def _server_folder() -> Path | None:
    """Where the PostgreSQL server's programs lie."""
    found = shutil.which("initdb") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), None)
    return Path(found).parent if found else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own; it will not run as root, so then it runs as `postgres`."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    programs = _server_folder()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine")
    folder = Path(tempfile.mkdtemp(prefix="plancheck-pg-"))  # pytest's own folders are closed to other users
    become: list[str] = []
    if os.getuid() == 0:
        if not shutil.which("runuser") or subprocess.run(["id", "postgres"], capture_output=True).returncode:
            pytest.skip("PostgreSQL does not run as root and there is no user postgres")
        become = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    data = str(folder / "data")
    subprocess.run([*become, str(programs / "initdb"), "-D", data, "-A", "trust", "-U", "desk", "-N"], check=True,
                   capture_output=True)  # fmt: skip
    command = [*become, str(programs / "postgres"), "-D", data, "-p", str(port), "-k", str(folder), "-c", "fsync=off"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"postgresql+psycopg://desk@localhost:{port}/postgres"
    try:
        _wait(port, server)
        yield url
    finally:
        stop = [*become, str(programs / "pg_ctl"), "stop", "-D", data, "-m", "immediate", "-s"]  # nothing to keep
        subprocess.run(stop, check=False, capture_output=True)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert server.poll() is None, "PostgreSQL did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                time.sleep(0.3)
                return
        time.sleep(0.2)
    raise AssertionError("PostgreSQL did not answer")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "sqlite":
        yield open_desk(tmp_path / "home", "")
        return
    url = request.getfixturevalue("postgres")
    desk = open_desk(tmp_path / "home", url)
    yield desk
    with desk.write() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    desk.engine.dispose()


def checked(store: Desk, report: Report, *, name: str = "a.pdf", data: bytes = b"one") -> runs.Run:
    """A file that went through the queue."""
    (run_id,) = runs.enqueue(store, [Upload(name, data)], runs.Said(), "张三")
    claimed = runs.claim(store, "w1")
    assert claimed and claimed.id == run_id
    assert runs.finish(store, claimed, "w1", report)
    done = runs.run(store, run_id)
    assert done
    return done


def test_the_database_has_the_tables_the_program_speaks_of(store: Desk) -> None:
    inspector = inspect(store.engine)
    for table in METADATA.tables.values():
        assert {c["name"] for c in inspector.get_columns(table.name)} == {c.name for c in table.columns}, table.name


def test_a_finished_run_belongs_to_a_plan_and_a_version(store: Desk, sample_report: Report) -> None:
    first = checked(store, sample_report)
    again = checked(store, sample_report, name="b.pdf")
    other = checked(store, sample_report, name="新.pdf", data=b"two")
    assert first.state == "done" and runs.report(store, first.id) == sample_report
    assert again.version == first.version != other.version
    (plan,) = plans.plans(store)
    assert plan.versions == 2 and plan.organisation == "云杉大酒店有限公司"
    assert [v.number for v in plans.versions(store, plan.id)] == [1, 2]
    assert [r.id for r in runs.runs_of_plan(store, plan.id)] == [other.id, again.id, first.id]


def test_a_new_edition_of_the_title_is_the_same_plan(store: Desk, sample_report: Report) -> None:
    def titled(title: str) -> Report:
        return sample_report.model_copy(update={"plan": sample_report.plan.model_copy(update={"title": title})})

    checked(store, titled("云杉大酒店生产安全事故应急预案（2021年版）"))
    checked(store, titled("云杉大酒店 生产安全事故应急预案（修订稿）"), data=b"two")
    checked(store, titled("云杉大酒店火灾事故专项应急预案"), data=b"three")
    assert sorted(p.versions for p in plans.plans(store)) == [1, 2]


def test_the_users_choice_of_plan_wins(store: Desk, sample_report: Report) -> None:
    checked(store, sample_report)
    renamed = sample_report.plan.model_copy(update={"title": "另外的名称应急预案"})
    run = checked(store, sample_report.model_copy(update={"plan": renamed}), data=b"two")
    target = next(p for p in plans.plans(store) if p.title.startswith("云杉"))
    plans.move_run(store, run.id, target.id, sample_report, "张三")
    assert [v.number for v in plans.versions(store, target.id)] == [1, 2]


def test_the_latest_decision_stands_and_all_are_kept(store: Desk, sample_report: Report) -> None:
    run = checked(store, sample_report)
    assert run.version
    plan = plans.plans(store)[0].id
    for verdict, note in (("compliant", "可以"), ("non_compliant", "再看不行"), ("", ""), ("not_applicable", "不涉及")):
        decisions.decide(store, plan, run.version, run.id, [Decision("u", "PART-1", verdict, note)], "李四")
    (row,) = decisions.standing(store, plan).values()
    assert (row.verdict, row.note, row.who) == ("not_applicable", "不涉及", "李四")
    assert len(decisions.history(store, plan)) == 4
    told = [a.action for a in audit.trail(store, f"plan {plan}")]
    assert told.count("decide") == 3 and told.count("withdraw") == 1


@pytest.mark.parametrize("table", [AUDIT, DECISIONS], ids=lambda t: t.name)
def test_nobody_can_change_or_delete_what_was_decided(store: Desk, sample_report: Report, table: object) -> None:
    run = checked(store, sample_report)
    assert run.version
    decisions.decide(store, plans.plans(store)[0].id, run.version, run.id, [Decision("u", "A", "compliant")], "李四")
    chosen = AUDIT if table is AUDIT else DECISIONS
    for change in (update(chosen).values(who="别人"), delete(chosen)):
        with pytest.raises(DatabaseError), store.write() as connection:
            connection.execute(change)


def test_a_bulk_accept_is_all_or_nothing(store: Desk, sample_report: Report) -> None:
    run = checked(store, sample_report)
    assert run.version
    plan = plans.plans(store)[0].id
    with pytest.raises(DatabaseError):
        bad = [Decision("u", "A", "compliant"), Decision("u", None, "compliant")]  # type: ignore[arg-type]
        decisions.decide(store, plan, run.version, run.id, bad, "李四", accepted=True)
    assert not decisions.history(store, plan)


def test_a_cancelled_run_is_not_finished(store: Desk, sample_report: Report) -> None:
    (run_id,) = runs.enqueue(store, [Upload("a.pdf", b"x")], runs.Said(), "张三")
    claimed = runs.claim(store, "w1")
    assert claimed
    runs.cancel(store, run_id, "张三")
    assert not runs.progress(store, run_id, "w1", 1, 2, "读取")
    assert not runs.finish(store, claimed, "w1", sample_report)
    found = runs.run(store, run_id)
    assert found and found.state == "cancelled" and runs.report(store, run_id) is None


def test_a_run_whose_worker_died_is_taken_up_again_but_not_for_ever(
    store: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "LOST_SECONDS", -1.0)  # every running one counts as lost
    (run_id,) = runs.enqueue(store, [Upload("a.pdf", b"x")], runs.Said(), "张三")
    for worker in ("w1", "w2", "w3"):
        claimed = runs.claim(store, worker)
        assert claimed and claimed.worker == worker and claimed.state == "running"
    assert not runs.beat(store, run_id, "w1"), "the first worker must notice"
    given_up = runs.claim(store, "w4")
    assert given_up and given_up.state == "failed" and "E-CRASH" in given_up.problem
    assert runs.claim(store, "w5") is None


def test_no_run_is_claimed_twice(store: Desk) -> None:
    runs.enqueue(store, [Upload(f"{i}.pdf", bytes([i])) for i in range(12)], runs.Said(), "张三")
    with ThreadPoolExecutor(6) as pool:
        claimed = [r.id for r in pool.map(lambda i: runs.claim(store, f"w{i}"), range(12)) if r]
    assert len(claimed) == len(set(claimed)) == 12


def test_ten_people_decide_at_once_and_nothing_is_lost(store: Desk, sample_report: Report) -> None:
    run = checked(store, sample_report)
    version, plan = run.version, plans.plans(store)[0].id
    assert version

    def person(number: int) -> None:
        for item in range(5):
            made = Decision("u", f"R-{item}", "compliant", note=f"{number}")
            decisions.decide(store, plan, version, run.id, [made], f"评审人{number}")

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(person, range(10)))
    assert len(decisions.history(store, plan)) == 50 and len(decisions.standing(store, plan)) == 5


def test_events_are_listed_removed_and_traceable(store: Desk, sample_report: Report) -> None:
    checked(store, sample_report)
    plan = plans.plans(store)[0].id
    registry.add_event(store, registry.Event(plan, "drill", "2026-05-01", "综合演练", assessed=True), "张三")
    registry.add_event(store, registry.Event(plan, "filing", "2025-01-15", "应急局", number="YA-7"), "张三")
    assert [e.kind for e in registry.events(store, plan)] == ["drill", "filing"]
    registry.remove_event(store, registry.events(store, plan)[0], "李四")
    assert [e.number for e in registry.events(store)] == ["YA-7"]
    assert audit.trail(store, f"plan {plan}")[0].label == "删除登记"
    with pytest.raises(InputError, match="日期"):
        registry.add_event(store, registry.Event(plan, "drill", "昨天"), "张三")


# --- SQLite in particular ----------------------------------------------------------------------------------------


def test_sqlite_waits_and_writes_ahead(desk: Desk) -> None:
    with desk.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert int(connection.execute(text("PRAGMA busy_timeout")).scalar() or 0) >= 10_000


def test_files_are_kept_once_by_hash(desk: Desk) -> None:
    one, two = desk.files.put(b"same"), desk.files.put(b"same")
    assert one == two and desk.files.get(one) == b"same"
    assert [p.name for p in desk.files.root.rglob("*") if p.is_file()] == [one]


def test_a_newer_database_is_not_touched(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with sqlite3.connect(home / "desk.sqlite3") as raw:
        raw.execute("CREATE TABLE schema_step (step INTEGER PRIMARY KEY)")
        raw.execute("INSERT INTO schema_step VALUES (999)")
    with pytest.raises(InputError, match="升级"):
        open_desk(home, "")


def test_a_home_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError) as told:
        open_desk(tmp_path / "file", "")
    assert told.value.code == "E-DESK"


WRITER = """
import sys
from pathlib import Path
from checker.desk.running import Upload
from checker.desk.store import audit
from checker.desk.store.database import open_desk
desk = open_desk(Path(sys.argv[1]), "")
for number in range(100000):
    audit.tell(desk, "w", "export", f"plan {number}")
    print(number, flush=True)
"""


def test_what_was_written_before_a_kill_is_there(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "home")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}) as process:
        assert process.stdout
        told = -1
        while told < 30:
            told = int(process.stdout.readline())
        process.kill()
        told = max([told, *(int(line) for line in process.stdout.read().split() if line)])
    subjects = {a.subject for a in audit.trail(open_desk(tmp_path / "home", ""), most=100_000)}
    assert {f"plan {n}" for n in range(told + 1)} <= subjects


def test_state_is_in_the_database_only(desk: Desk, sample_report: Report) -> None:
    run = checked(desk, sample_report)
    other = open_desk(desk.home, "")  # what another process sees
    with other.write() as connection:
        connection.execute(update(RUNS).where(RUNS.c.id == run.id).values(what="改"))
    found = runs.run(desk, run.id)
    assert found and found.what == "改"
