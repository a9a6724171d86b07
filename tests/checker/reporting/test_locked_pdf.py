"""Files whose author holds back rights: read like any other, never given marks, and told so in one line.

`locked-aes.pdf` is an invented page that opens without a password, AES-256, only printing allowed.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions

from checker.check import CheckOptions, check_file
from checker.errors import InputError
from checker.reading import read
from checker.reporting.marked_pdf import DAMAGED, PROTECTED, render_marked_pdf, why_not_marked
from tests.checker.reading.making import Page, write_pdf

AES = Path(__file__).resolve().parents[1] / "reading/locked-aes.pdf"
TITLE = "云杉酒店火灾事故专项应急预案"


LINES = (
    TITLE,
    "1 组织机构及职责",
    "成立应急指挥部，总经理任总指挥，下设抢险组。",
    "2 信息报告",
    "发现火情的人员应当在2小时内报告消防控制室。",
    "3 预警",
    "收到火灾预警后通知各岗位做好准备。",
    "4 应急响应",
    "火灾事故响应分为两级，由总指挥启动。",
    "5 后期处置",
    "响应终止后清点人员、恢复营业。",
    "6 应急保障",
    "应急物资存放在消防控制室，每年演练一次。",
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    page = Page()
    for number, line in enumerate(LINES):
        page.line(line, 90 + 30 * number)
    return write_pdf(tmp_path / "plan.pdf", [page])


def locked(plan: Path, rights: UserAccessPermissions) -> bytes:
    writer = PdfWriter(clone_from=plan)
    writer.encrypt("", owner_password="owner", permissions_flag=rights, algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_file_locked_with_aes_is_read_like_any_other() -> None:
    assert [p.text for p in read(AES).paragraphs] == list(LINES)
    assert check_file(AES, CheckOptions(ocr=False)).findings


@pytest.mark.parametrize("missing", ["ADD_OR_MODIFY", "MODIFY", "PRINT", "EXTRACT"])
def test_a_right_held_back_is_told_and_kept(plan: Path, missing: str) -> None:
    data = locked(plan, UserAccessPermissions.all() & ~UserAccessPermissions[missing])
    assert why_not_marked(data) == PROTECTED
    with pytest.raises(InputError, match="设有权限保护（加密），不能加批注"):
        render_marked_pdf(check_file(plan, CheckOptions(ocr=False)), data)


def test_an_aes_file_is_told_whether_or_not_it_could_be_opened() -> None:
    assert why_not_marked(AES.read_bytes()) == PROTECTED


def test_a_file_that_allows_everything_is_marked(plan: Path) -> None:
    data = locked(plan, UserAccessPermissions.all())
    assert why_not_marked(data) == "" == why_not_marked(plan.read_bytes())
    made = PdfReader(BytesIO(render_marked_pdf(check_file(plan, CheckOptions(ocr=False)), data)))
    assert made.pages[0]["/Annots"] and TITLE in made.pages[0].extract_text().replace(" ", "")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"%PDF-1.4\n1 0 obj\n<< /Type"], ids=["empty", "head", "cut"])
def test_a_damaged_file_is_told(data: bytes) -> None:
    with pytest.raises(InputError) as told:
        render_marked_pdf(check_file(AES, CheckOptions(ocr=False)), data)
    assert told.value.message == DAMAGED
