"""`plancheck kb`: search, show and check the knowledge base."""

from __future__ import annotations

import json as json_
from collections.abc import Iterator
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from checker.cli_screen import complain, screen
from checker.cli_texts import changes, compare_texts, import_texts, texts
from checker.errors import InputError
from kb.cards import card_rows, card_title
from kb.catalogue import Catalogue, load_catalogue
from kb.checking import check_corpora
from kb.errors import UnknownId
from kb.models import Requirement
from kb.points import Point
from kb.proving import prove
from kb.search.articles import article_index
from kb.search.finding import Answer, Filters, Hit, find
from kb.texts.library import Library
from kb.texts.linking import official_words

MOST_ARTICLES = 3

kb_app = typer.Typer(help="查知识库：要求、条款、示例、原文。", no_args_is_help=True)
kb_app.command("import")(import_texts)
kb_app.command()(texts)
kb_app.command("compare")(compare_texts)
kb_app.command()(changes)


@kb_app.command()
def search(
    question: Annotated[str, typer.Argument(help="用平常的话提问，或写条款号，如：88号令33条")],
    json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    n: Annotated[int, typer.Option("-n", min=1, help="最多几条")] = 10,
    instrument: Annotated[list[str] | None, typer.Option(help="只在这部法规标准里找（编号，如 M88），可写多次")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="只找这类预案的要求，如 enterprise-onsite，可写多次")] = None,
    subject: Annotated[list[str] | None, typer.Option(help="只找这类单位的要求，如 high-risk，可写多次")] = None,
    group: Annotated[list[str] | None, typer.Option(help="只找这一类，如 演练，可写多次")] = None,
    key: Annotated[bool, typer.Option("--key", help="只找关键要素（＊）")] = False,
) -> None:
    """用平常的话或条款号查找要求；知识库里没有的会说没有。"""
    catalogue = load_catalogue()
    chosen = [tuple(values or ()) for values in (instrument, kind, subject, group)]
    filters = Filters(instruments=chosen[0], kinds=chosen[1], subjects=chosen[2], groups=chosen[3], key_only=key)
    answer = find(catalogue, question, n, filters=filters)
    if json:
        typer.echo(json_.dumps([_found(catalogue, h) for h in answer.hits], ensure_ascii=False, indent=1))
        if answer.note:
            complain(answer.note)
        return
    console = screen()
    _print_answer(catalogue, answer, console)
    kept = Library().texts()
    for found in article_index(kept).find(question, MOST_ARTICLES) if kept else ():
        clause = next(c for c in kept[found.text].clauses if c.number == found.clause)
        console.print(Text(f"原文 {kept[found.text].title} {clause.label} {clause.title}", style="bold"))
        console.print(Padding(Text(clause.text), (0, 0, 0, 4), expand=False))


def _found(catalogue: Catalogue, hit: Hit) -> dict[str, object]:
    basis, instrument = catalogue.basis(hit.requirement), catalogue.instrument(hit.requirement.instrument)
    return {
        "id": hit.requirement.id,
        "name": hit.requirement.name,
        "score": hit.score,
        "cite": basis.cite,
        "clause": basis.clause,
        "effective_from": instrument.effective_from,
        "status": instrument.status,
        "statement": hit.requirement.statement,
        "reasons": hit.reasons,
        "same": [r.id for r in hit.same],
    }


def _print_answer(catalogue: Catalogue, answer: Answer, console: Console) -> None:
    if answer.note:
        console.print(answer.note)
    for hit in answer.hits:
        basis, instrument = catalogue.basis(hit.requirement), catalogue.instrument(hit.requirement.instrument)
        console.print(Text(f"{hit.requirement.id}  {hit.requirement.name}", style="bold"))
        dates = f"，{instrument.effective_from} 起施行" if instrument.effective_from else ""
        console.print(Text(f"    {basis.cite} {basis.clause}（{instrument.status}{dates}）", style="dim"))
        console.print(Padding(Text(hit.requirement.statement), (0, 0, 0, 4), expand=False))
        console.print(Text(f"    找到它是因为：{'；'.join(hit.reasons)}", style="dim"))
        if hit.same:
            console.print(Text(f"    同一要求还见于：{'、'.join(r.id for r in hit.same)}", style="dim"))


@kb_app.command()
def show(key: Annotated[str, typer.Argument(metavar="ID", help="要求的编号，如 GBT29639-6.1.2")]) -> None:
    """显示一条要求：条款、内容、怎样算符合、示例。"""
    catalogue = load_catalogue()
    try:
        requirement = catalogue.requirement(key)
    except UnknownId as error:
        near = "、".join(h.requirement.id for h in find(catalogue, key, 3).hits)
        hint = f"；相近的有：{near}" if near else ""
        raise InputError("E-UNKNOWN-ID", f"知识库里没有“{key}”{hint}。") from error
    _print_card(catalogue, requirement, screen())


@kb_app.command()
def check(
    fast: Annotated[bool, typer.Option("--fast", help="只查结构和引用，不逐个证明示例")] = False,
) -> None:
    """检查知识库：结构、引用、日期、规则，并用真实流程证明每个要点的示例。"""
    from checker.connecting.proof import prove_connections
    from checker.judging.fact import TESTS  # the checker takes a second to load; the other commands do not wait
    from checker.judging.proof import prove_point

    problems = check_corpora(fact_tests=TESTS)
    for problem in problems:
        complain(str(problem))
    errors = sum(p.level == "error" for p in problems)
    if errors:
        raise InputError("E-CATALOGUE", f"知识库有 {errors} 处错误，见上；改好后再运行 plancheck kb check。")
    catalogue = load_catalogue()
    failures = [] if fast else prove(catalogue, partial(prove_point, catalogue))
    unproven = [] if fast else list(prove_connections(catalogue))
    for line in unproven:
        complain(f"错误 {line}")
    for failure in failures:
        complain(str(failure))
    if failures or unproven:
        raise InputError("E-PROOF", f"{len(failures) + len(unproven)} 个示例与要点不符，见上；改要点或改示例。")
    points = sum(len(r.points) for r in catalogue.requirements.values())
    proved = "未证明示例" if fast else "示例全部证明"
    typer.echo(
        f"知识库 {catalogue.version}：{len(catalogue.requirements)} 条要求，{points} 个要点，"
        f"{len(catalogue.instruments)} 部法规标准，没有错误，{proved}。"
    )


def _print_card(catalogue: Catalogue, requirement: Requirement, console: Console) -> None:
    console.rule(Text(f"{requirement.id} {card_title(requirement)}"))
    for label, value in card_rows(catalogue, requirement):
        console.print(Text.assemble((f"{label}：", "dim"), value))
    for words in official_words(catalogue, Library().texts(), requirement):
        console.print(Text(f"原文 {words.clause.label} {words.clause.title}", style="dim"))
        for part in words.parts:
            console.print(Padding(Text(part.text), (0, 0, 0, 4), expand=False))
    for point in requirement.points:
        console.print()
        for line in _point_lines(point):
            console.print(line)


def _point_lines(point: Point) -> Iterator[Text]:
    yield Text(f"· {point.says}", style="bold")
    for passage in point.good:
        yield Text.assemble(("  ✓ 算有：", "green"), _one_line(passage))
    for passage in point.bad:
        yield Text.assemble(("  ✗ 不算：", "red"), _one_line(passage))


def _one_line(passage: str) -> str:
    return " / ".join(line.strip() for line in passage.splitlines() if line.strip())
