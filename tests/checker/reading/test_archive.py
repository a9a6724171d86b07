"""ZIP of plans: every plan file once, nothing else, nothing outside the folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from checker.errors import InputError
from checker.reading import ReadOptions, read
from checker.reading.archive import members

OPTIONS = ReadOptions()
PLAN = "云杉厂应急预案\n\n1 总则\n\n1.1 编制目的\n\n为规范应急管理工作，制定本预案。\n".encode()


def pack(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_plan_files_come_one_by_one_and_the_rest_is_left(tmp_path: Path) -> None:
    files = {
        "预案/综合.txt": PLAN, "预案/火灾.md": PLAN, "预案/平面图.png": b"x", "__MACOSX/._综合.txt": b"x",
        "~$综合.docx": b"x", ".hidden.txt": b"x",
    }  # fmt: skip
    seen = []
    for member in members(pack(tmp_path / "a.zip", files), OPTIONS):
        assert member.path.read_bytes() == PLAN
        seen.append((member.name, member.path))
    assert [name for name, _ in seen] == ["预案/综合.txt", "预案/火灾.md"]
    assert not any(path.exists() for _, path in seen)


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"XXXXXXXX.txt": PLAN})
    path.write_bytes(path.read_bytes().replace(b"XXXXXXXX", "应急预案".encode("gbk")))
    assert [member.name for member in members(path, OPTIONS)] == ["应急预案.txt"]


def test_a_name_that_climbs_out_stays_in(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = pack(tmp_path / "in/a.zip", {"../../x.txt": PLAN})
    (member,) = [(m.name, m.path.resolve()) for m in members(path, OPTIONS)]
    assert not (tmp_path / "x.txt").exists() and "plancheck-zip-" in str(member[1])


def test_one_plan_is_read_and_several_are_a_batch(tmp_path: Path) -> None:
    assert read(pack(tmp_path / "a.zip", {"综合.txt": PLAN})).paragraphs
    with pytest.raises(InputError) as caught:
        read(pack(tmp_path / "b.zip", {"综合.txt": PLAN, "火灾.txt": PLAN}))
    assert caught.value.code == "E-SEVERAL"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.png": b"x"}, "E-KIND"),
        ({"a.txt": b"a" * (30 * 1024 * 1024)}, "E-TOO-LARGE"),
        ({f"{i}.txt": b"a" for i in range(600)}, "E-TOO-LARGE"),
    ],
)
def test_what_cannot_be_unpacked_says_why(tmp_path: Path, files: dict[str, bytes], code: str) -> None:
    with pytest.raises(InputError) as caught:
        list(members(pack(tmp_path / "a.zip", files), OPTIONS))
    assert caught.value.code == code


def test_a_locked_archive_says_so(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.txt": PLAN})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the encryption flag of the directory entry
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        list(members(path, OPTIONS))
    assert caught.value.code == "E-ENCRYPTED"
