"""What is taken for a plan and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.check import CheckOptions, check_file, connect_file
from checker.connecting.entry import read_upper
from checker.connecting.network import build_network
from checker.errors import InputError
from checker.report import Verdict

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"
UNGUARDED = CheckOptions(guarded=False)

LAW = "云泽市应急管理办法\n\n" + "\n\n".join(
    f"第{n}条 各单位应当制定应急预案，组织演练，报告事故，落实应急响应、预警和处置措施，做好恢复和应急物资保障。"
    for n in "一二三四五六七八九十" * 2
)
STANDARD = (
    "# 前言\n\n本标准规定了应急预案的编制程序。\n\n# 1 范围\n\n本标准适用于应急预案。\n\n"
    "# 2 规范性引用文件\n\n下列文件适用。\n\n"
    "# 3 应急组织机构\n\n规定指挥部职责。\n\n# 4 应急响应\n\n规定信息报告、预警、处置措施和恢复。\n"
)
SCHEME = (
    "# 云泽市应急能力建设规划\n\n## 一、现状\n\n应急预案体系基本建立，演练逐年增加。\n\n## 二、目标\n\n"
    "完善预警监测，加强应急队伍和物资，规范信息报告和应急响应，健全指挥部，抓好恢复重建和处置救援。\n"
)
NOVEL = "# 第一回\n\n话说城外有座小山，山下有条河，河边住着几户人家，春天种菜，秋天打柴，日子过得平平常常。\n" * 5


@pytest.mark.parametrize("text", [LAW, STANDARD, SCHEME, NOVEL], ids=["law", "standard", "scheme", "novel"])
def test_what_is_no_plan_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "文件.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="E-NOT-PLAN") as refused:
        check_file(file, UNGUARDED)
    assert "\n" not in str(refused.value)


def test_a_short_plan_without_the_word_in_its_title_is_still_one(tmp_path: Path) -> None:
    chapters = ["适用范围", "应急组织机构及职责", "预警", "信息报告", "响应分级", "处置措施", "后期处置", "应急保障"]
    body = "\n\n".join(f"## {i} {c}\n\n指挥部负责{c}，启动应急响应，组织救援。" for i, c in enumerate(chapters, 1))
    file = tmp_path / "文件.md"
    file.write_text(f"# 云泽机械有限公司事故应对\n\n{body}", encoding="utf-8")
    assert check_file(file, UNGUARDED).findings


BEGINNING = "# 云泽市防汛应急预案\n\n## 1 总则\n\n### 1.1 编制目的\n\n为做好防汛工作，制定本预案。\n"


def test_the_beginning_of_a_plan_is_not_judged_but_its_connection_is(tmp_path: Path) -> None:
    file, master = tmp_path / "文件.md", SAMPLES / "03-master-plan.md"
    file.write_text(BEGINNING, encoding="utf-8")
    with pytest.raises(InputError, match="只是开头或节选"):
        check_file(file, UNGUARDED)
    report = connect_file(file, CheckOptions(guarded=False, upper=(master,)))
    assert {c.aspect: c.verdict for c in report.connections}["basis"] is Verdict.NON_COMPLIANT


def test_other_writing_is_refused_for_connection_too_alone_and_in_a_network(tmp_path: Path) -> None:
    master = SAMPLES / "03-master-plan.md"
    file = tmp_path / "规划.md"
    file.write_text(SCHEME, encoding="utf-8")
    with pytest.raises(InputError, match="E-NOT-PLAN"):
        connect_file(file, CheckOptions(guarded=False, upper=(master,)))
    network = build_network([file], read_upper(master, date(2026, 11, 23)), date(2026, 11, 23))
    assert [u.file for u in network.unread] == ["规划.md"]
