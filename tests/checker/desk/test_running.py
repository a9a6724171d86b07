from pathlib import Path

import pytest

from checker.check import CheckOptions
from checker.desk.running import Upload, run_check, run_upload, safe_name
from checker.errors import InputError
from checker.report import Report
from kb.errors import CatalogueError, Problem


def test_an_input_error_becomes_a_line(tmp_path: Path) -> None:
    def refuse(path: Path, options: CheckOptions) -> Report:
        raise InputError("E-EMPTY", "文件是空的。")

    outcome = run_check(tmp_path / "空.txt", CheckOptions(), check=refuse)
    assert (outcome.name, outcome.problem, outcome.error) == ("空.txt", "[E-EMPTY] 文件是空的。", None)


def test_our_own_error_becomes_a_line_without_its_words(tmp_path: Path) -> None:
    def fail(path: Path, options: CheckOptions) -> Report:
        raise RuntimeError("secret path")

    outcome = run_check(tmp_path / "a.txt", CheckOptions(), check=fail)
    assert isinstance(outcome.error, RuntimeError)
    assert "内部出错" in outcome.problem and "secret" not in outcome.problem


def test_an_upload_is_checked_under_a_safe_name_and_leaves_nothing(sample_report: Report) -> None:
    seen: list[Path] = []

    def look(path: Path, options: CheckOptions) -> Report:
        seen.append(path)
        assert path.read_bytes() == b"plan"
        return sample_report

    outcome = run_upload(Upload("../../etc/预案.docx", b"plan"), CheckOptions(), check=look)
    assert outcome.report is sample_report and outcome.name == "预案.docx"
    assert seen[0].name == "预案.docx" and not seen[0].parent.exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("..\\..\\a.pdf", "a.pdf"),
        ("/etc/passwd", "passwd"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("..", "未命名"),
        (".hidden.md", "hidden.md"),
        ("长" * 300 + ".docx", "长" * 80 + ".docx"),
        ("预案\u202exfdp.docx", "预案_xfdp.docx"),
        ("预\u200f案\ud800.docx", "预_案_.docx"),
        ("<img src=x onerror=alert(1)>.docx", "_img src=x onerror=alert(1)_.docx"),
        ("=cmd|'calc'!A0.docx", "=cmd_'calc'!A0.docx"),
    ],
)
def test_names_of_uploads_are_not_trusted(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["𠮷" * 200, "𠮷" * 200 + ".docx", "长" * 200 + "." + "长" * 200])
def test_a_name_fits_into_a_folder_in_bytes_too(name: str, tmp_path: Path) -> None:
    (tmp_path / safe_name(name)).write_bytes(b"")
    assert safe_name(name).startswith(name[:60])


def test_a_wrong_local_rule_is_told_as_such_and_not_as_a_fault_of_the_program() -> None:
    def check(_path: Path, _options: CheckOptions) -> Report:
        raise CatalogueError([Problem("本地/requirements/local.yaml", "YZ-6", "name", "缺少这一项")])

    outcome = run_check(Path("甲.docx"), CheckOptions(), check=check)
    assert outcome.error is None
    assert "本地/requirements/local.yaml · YZ-6" in outcome.problem and "plancheck kb check" in outcome.problem
