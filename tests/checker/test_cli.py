import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checker import cli, cli_check
from checker.check import CheckOptions
from checker.cli import run, serve_arguments
from checker.desk.running import Outcome, run_check
from checker.errors import InputError
from checker.report import Outline, Report

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpora/samples/02-poor-enterprise.docx"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch, sample_report: Report) -> list[tuple[Path, CheckOptions]]:
    """`run_check` answers with the sample report, refuses files called bad, fails on files called boom."""
    calls: list[tuple[Path, CheckOptions]] = []

    def check(path: Path, options: CheckOptions) -> Report:
        calls.append((path, options))
        if path.stem == "bad":
            raise InputError("E-DAMAGED", "文件打不开；\n请重新导出。")
        if path.stem == "boom":
            raise RuntimeError("inner words")
        return sample_report

    def checked_here(path: Path, options: CheckOptions) -> Outcome:
        return run_check(path, options, check=check)

    monkeypatch.setattr(cli_check, "run_check", checked_here)
    return calls


Calls = list[tuple[Path, CheckOptions]]
Capture = pytest.CaptureFixture[str]


def test_a_real_plan_from_end_to_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [str(SAMPLE), "--as-of", "2026-11-23"]
    for suffix in ("json", "html", "docx", "xlsx"):
        given += [f"--{suffix}", str(tmp_path / f"r.{suffix}")]
    assert run(["check", *given]) == 0
    report = Report.model_validate_json((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report.tool.as_of == "2026-11-23" and report.findings
    assert (tmp_path / "r.docx").stat().st_size and (tmp_path / "r.xlsx").stat().st_size
    out = capsys.readouterr().out
    assert "问题（严重的在前）" in out and "\x1b" not in out
    assert report.plan.title in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_options_reach_the_check(checked: Calls) -> None:
    words = "--kind gov-special --subject government --region 洛阳市 --no-ocr --upper a.docx --upper b.docx"
    assert run(["check", "x.pdf", *words.split()]) == 0
    options = checked[0][1]
    assert (str(options.kind), str(options.subject), str(options.region)) == ("gov-special", "government", "洛阳市")
    assert options.ocr is False and options.upper == (Path("a.docx"), Path("b.docx"))


def test_several_plans_go_to_a_folder_and_a_bad_one_does_not_stop_the_others(
    checked: Calls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["check", "a.docx", "bad.pdf", "a.pdf", "c.txt", "--json", str(out), "--html", str(out)]) == 2
    expected = {"a.docx.json", "a.docx.html", "a.pdf.json", "a.pdf.html", "c.json", "c.html"}
    assert {p.name for p in out.iterdir()} == expected
    printed = capsys.readouterr()
    assert printed.err == "bad.pdf：[E-DAMAGED] 文件打不开； 请重新导出。\n"
    assert "汇总" in printed.out


def test_our_own_error_is_one_line_and_status_1(checked: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "boom.pdf", "c.txt"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "内部出错" in err and "inner words" not in err
    assert run(["check", "boom.pdf", "--debug"]) == 1
    assert "inner words" in capsys.readouterr().err


def test_json_to_standard_output_is_nothing_but_json(checked: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "a.docx", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "plancheck.report/1"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "a.docx", "--kind", "novel"],
        ["check", "a.docx", "--as-of", "2026-13-01"],
        ["check", "a.docx", "--region", "洛阳"],
        ["check", "a.docx", "b.docx", "--json", "-"],
        ["check", "a.docx", "--unknown"],
        ["check", "no-such-file.docx"],
        ["outline", "no-such-file.docx"],
        ["kb", "show", "NO-SUCH-ID"],
    ],
)
def test_bad_input_is_one_chinese_line_and_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1 and any("一" <= char <= "鿿" for char in printed.err)
    assert not printed.out


def test_a_report_that_cannot_be_written_is_told(
    checked: Calls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert run(["check", "a.docx", "--json", str(tmp_path / "file" / "r.json")]) == 2
    assert "E-WRITE" in capsys.readouterr().err


def test_outline_lists_units_headings_and_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["outline", str(SAMPLE), "--json", str(tmp_path / "o.json")]) == 0
    outline = Outline.model_validate_json((tmp_path / "o.json").read_text(encoding="utf-8"))
    kinds = [u.kind for u in outline.units]
    assert kinds[0] == "enterprise-comprehensive" and "enterprise-onsite" in kinds
    out = capsys.readouterr().out
    assert "综合应急预案" in out and "段" in out


def test_kb_show_prints_clause_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "show", "M88-33B"]) == 0
    out = capsys.readouterr().out
    assert "第33条第2款" in out and "✓ 算有" in out and "✗ 不算" in out


def test_kb_search_finds_a_duty_by_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "search", "加油站演练多久一次，做完要不要报送", "--json", "-n", "3"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 3 and {"id", "name", "score"} <= set(found[0])
    assert "M88-33B" in [f["id"] for f in found]


def test_kb_does_not_wait_for_the_checker() -> None:
    code = "import sys, checker.cli; sys.exit('spacy' in sys.modules or 'streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_serve_starts_the_desk_locally_and_quietly() -> None:
    arguments = serve_arguments(9000, "localhost")
    assert Path(arguments[2]) == ROOT / "app.py"
    for flag in ("--server.address=localhost", "--browser.gatherUsageStats=false", "--client.showErrorDetails=none"):
        assert flag in arguments


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [c.name or c.callback.__name__ for c in cli.app.registered_commands if c.callback]
    for group, sub in (("kb", cli.kb_app), ("bench", cli.bench_app)):
        names += [f"{group} {c.name or c.callback.__name__}" for c in sub.registered_commands if c.callback]
    assert [n for n in names if f"plancheck {n}" not in readme] == []


def test_a_zip_is_a_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = tmp_path / "预案.zip"
    with zipfile.ZipFile(archive, "w") as z:
        z.write(SAMPLE, "甲/一.docx")
        z.writestr("乙.txt", "这不是预案。")
    assert run(["check", str(archive), "--json", str(tmp_path / "out")]) == 2
    assert "乙.txt" in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "out").glob("*.json")] == ["一.json"]


def test_a_folder_is_a_batch_with_one_table_over_all(checked: Calls, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "预案"
    folder.mkdir()
    for name in ("甲.docx", "乙.docx", "bad.pdf", "说明.zip.part"):
        (folder / name).write_bytes(b"x")
    table = tmp_path / "out" / "总表.xlsx"
    assert run(["check", str(folder), "--overview", str(table), "--limit", "0"]) == 2
    assert [path.name for path, _options in checked] == ["bad.pdf", "乙.docx", "甲.docx"]
    assert "共性问题" in capsys.readouterr().out
    book = load_workbook(table)
    assert book["共性问题"]["A2"].value == "＊信息报告时限"
    assert book["没有计入的文件"]["A2"].value == "bad.pdf"


def test_excerpts_are_named_and_not_counted(checked: Calls, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(cli_check, "is_excerpt", lambda _report: True)
    assert run(["check", "甲.docx", "乙.docx", "--limit", "0"]) == 0
    out = capsys.readouterr().out
    assert "可能只是节选，没有计入：" in out and "共性问题" not in out.partition("没有计入：")[2].splitlines()[0]


def test_an_overview_of_an_unknown_kind_and_an_empty_folder_are_told(tmp_path: Path, capsys: Capture) -> None:
    assert run(["check", str(SAMPLE), "--overview", "x.pdf"]) == 2
    assert "--overview" in capsys.readouterr().err
    assert run(["check", str(tmp_path)]) == 2
    assert "E-EMPTY" in capsys.readouterr().err
