"""`plancheck kb import`, `texts`, `compare`, `changes`: official texts, their editions, and what a change touches."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.cli_screen import screen
from checker.errors import InputError
from kb.catalogue import Catalogue, load_catalogue, shipped_catalogue
from kb.dates import STATES, duty_changes, editions, impact, standing
from kb.errors import UnknownId
from kb.labels import KINDS
from kb.loading import local_corpora
from kb.texts.comparing import CHANGES, Pair, compare, pieces
from kb.texts.library import Imported, Library
from kb.texts.linking import official_words
from kb.texts.models import OfficialText

PROBLEMS_SHOWN = 12


def import_texts(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="法律、规章、标准的原文（PDF、DOCX、MD、TXT）")],
    instrument: Annotated[str, typer.Option(help="是知识库里的哪一部（编号，如 M88）；不写则自动识别")] = "",
) -> None:
    """导入法规标准的原文：拆成条款，查缺漏和识别错字，与要求逐条对上。"""
    from checker.desk.sources import read_source  # the readers take a second to load

    if instrument and len(files) > 1:
        raise InputError("E-ONE-FILE", "用 --instrument 指明法规时，一次只能导入一个文件。")
    catalogue, library, console = load_catalogue(), Library(), screen()
    for file in files:
        source = read_source(file)
        try:
            done = library.add(catalogue, source, file, instrument=instrument, today=date.today())
        except UnknownId as error:
            raise InputError("E-UNKNOWN-ID", f"{error}。") from error
        _print_import(catalogue, library, done, console)


def texts() -> None:
    """列出已导入的原文：条数、问题、对上了多少条要求。"""
    catalogue, library, console = load_catalogue(), Library(), screen()
    kept = library.texts()
    if not kept:
        console.print("还没有导入原文；用 plancheck kb import 文件 导入。")
        return
    table = Table("编号", "名称", "施行", "条款", "要求", "问题", "文件", box=None, pad_edge=False)
    for key, text in kept.items():
        linked, whole = _linked(catalogue, library, text)
        known = catalogue.instruments.get(key)
        clauses, duties = f"{text.found}/{text.stated}", f"{linked}/{whole}"
        name = known.name if known else text.title
        table.add_row(key, name, text.effective_from, clauses, duties, str(len(text.problems)), text.file)
    console.print(table)
    console.print("条款：拆出的/原文自己的编号应有的；要求：能对到原文的/知识库里这部的。", style="dim")


def compare_texts(
    old: Annotated[str, typer.Argument(metavar="旧版", help="已导入原文的编号，如 TFSJ-2007")],
    new: Annotated[str, typer.Argument(metavar="新版", help="已导入原文的编号，如 TFSJ-2024")],
    every: Annotated[bool, typer.Option("--all", help="没有改动的条也列出")] = False,
) -> None:
    """逐条比较两个版本：哪条改了、移了、新增、删去。"""
    kept, console = Library().texts(), screen()
    for key in (old, new):
        if key not in kept:
            raise InputError("E-NO-TEXT", f"没有导入“{key}”的原文；已导入：{'、'.join(kept) or '无'}。")
    pairs = compare(kept[old], kept[new])
    counts = Counter(p.change for p in pairs)
    moved = sum(p.moved for p in pairs)
    told = "，".join(f"{CHANGES[c]} {counts[c]} 条" for c in CHANGES if counts[c])
    console.print(f"{kept[old].title}（{old}）→（{new}）：{told}；条号变动 {moved} 条。")
    for pair in pairs:
        if every or pair.change != "same":
            _print_pair(pair, console)


def changes(
    instrument: Annotated[
        str, typer.Argument(metavar="编号", help="一部法规标准的编号，如 M88；不写则列出本地改动")
    ] = "",
    day: Annotated[str, typer.Option(help="按哪一天看，如 2026-11-23；不写为今天")] = "",
) -> None:
    """一部法规的版本、某天是否有效、变了会影响哪些要求和评审表；不写编号时列出本地增改的要求。"""
    console = screen()
    if not instrument:
        console.print(f"本地知识库：{local_corpora()}")
        _print_local(load_catalogue(), console)
        return
    catalogue = load_catalogue()
    try:
        chosen = catalogue.instrument(instrument)
        when = date.fromisoformat(day) if day else date.today()
    except UnknownId as error:
        raise InputError("E-UNKNOWN-ID", f"{error}。") from error
    except ValueError as error:
        raise InputError("E-DATE", f"日期“{day}”写法有误，应如 2026-11-23。") from error
    for edition in editions(catalogue, chosen):
        now = standing(catalogue, edition, when)
        until = f" 至 {now.until}" if now.until else ""
        console.print(f"{edition.id}  {edition.name}：{now.since or '施行日不明'}{until}，{when} {STATES[now.state]}")
    touched = impact(catalogue, chosen)
    console.print(f"这部有要求 {len(touched.duties)} 条：{'、'.join(r.id for r in touched.duties) or '无'}")
    console.print(f"别处同样的要求 {len(touched.equals)} 条：{'、'.join(r.id for r in touched.equals) or '无'}")
    console.print(f"评审表 {len(touched.rows)} 行：{'、'.join(row.id for _form, row in touched.rows) or '无'}")
    console.print(f"涉及预案：{'、'.join(KINDS[k] for k in touched.kinds) or '无'}")


def _print_local(catalogue: Catalogue, console: Console) -> None:
    found = list(duty_changes(shipped_catalogue(), catalogue))
    if not found:
        console.print("没有增改要求。")
    for change in found:
        what = (
            "新增" if change.before is None else "删去" if change.after is None else "改了 " + "、".join(change.fields)
        )
        duty = change.after or change.before
        rows = "、".join(duty.forms) if duty else ""
        console.print(f"{change.id}：{what}{f'；评审表 {rows}' if rows else ''}")


def _print_import(catalogue: Catalogue, library: Library, done: Imported, console: Console) -> None:
    text = done.text
    linked, whole = _linked(catalogue, library, text)
    known = catalogue.instruments.get(text.instrument)
    console.print(Text(f"{text.file} → {f'{known.id} {known.name}' if known else '未认出，按文件保存'}", style="bold"))
    if done.replaced:
        console.print("  与已导入的是同一个文件。" if done.same_file else f"  代替了先前导入的 {done.replaced.file}。")
    dates = f"，{text.effective_from} 起施行" if text.effective_from else ""
    console.print(f"  {text.found} 条（原文编号应有 {text.stated} 条）{dates}；对上要求 {linked}/{whole} 条。")
    for problem in text.problems[:PROBLEMS_SHOWN]:
        console.print(Text(f"  · {problem.message}", style="yellow"))
    if len(text.problems) > PROBLEMS_SHOWN:
        console.print(f"  · 另有 {len(text.problems) - PROBLEMS_SHOWN} 处，见“法规原文”页。", style="dim")


def _linked(catalogue: Catalogue, library: Library, text: OfficialText) -> tuple[int, int]:
    """Duties of the text's instrument found in it, and all of them."""
    duties = [r for r in catalogue.requirements.values() if text.instrument and r.instrument == text.instrument]
    return sum(bool(official_words(catalogue, library.texts(), r)) for r in duties), len(duties)


def _print_pair(pair: Pair, console: Console) -> None:
    old, new = pair.old, pair.new
    labels = " → ".join(dict.fromkeys(c.label for c in (old, new) if c))
    console.print(Text(f"{CHANGES[pair.change]} {labels}", style="bold"))
    styles = {"keep": "", "out": "red strike", "in": "green"}
    line = Text("  ")
    for kind, words in pieces(old.text if old else "", new.text if new else ""):
        line.append(words.replace("\n", " "), style=styles[kind])
    console.print(line)
