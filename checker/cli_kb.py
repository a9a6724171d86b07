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
from checker.errors import InputError
from kb.cards import card_rows, card_title
from kb.catalogue import Catalogue, load_catalogue
from kb.checking import check_corpora
from kb.errors import UnknownId
from kb.models import Point, Requirement
from kb.proving import prove
from kb.searching import search as search_duties

kb_app = typer.Typer(help="查知识库：要求、条款、示例。", no_args_is_help=True)


@kb_app.command()
def search(
    question: Annotated[str, typer.Argument(help="用平常的话提问，或写条款号")],
    json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    n: Annotated[int, typer.Option("-n", min=1, help="最多几条")] = 10,
) -> None:
    """按文字或条款号查找要求。"""
    catalogue = load_catalogue()
    hits = search_duties(catalogue, question, n)
    if json:
        found = [{"id": h.requirement.id, "name": h.requirement.name, "score": h.score} for h in hits]
        typer.echo(json_.dumps(found, ensure_ascii=False, indent=1))
        return
    console = screen()
    if not hits:
        console.print("知识库里没有找到相关要求；请换一种说法，或写条款号。")
    for hit in hits:
        basis = catalogue.basis(hit.requirement)
        console.print(Text(f"{hit.requirement.id}  {hit.requirement.name}", style="bold"))
        console.print(Text(f"    {basis.cite} {basis.clause}", style="dim"))
        console.print(Padding(Text(hit.requirement.statement), (0, 0, 0, 4), expand=False))


@kb_app.command()
def show(key: Annotated[str, typer.Argument(metavar="ID", help="要求的编号，如 GBT29639-6.1.2")]) -> None:
    """显示一条要求：条款、内容、怎样算符合、示例。"""
    catalogue = load_catalogue()
    try:
        requirement = catalogue.requirement(key)
    except UnknownId as error:
        near = "、".join(h.requirement.id for h in search_duties(catalogue, key, 3))
        hint = f"；相近的有：{near}" if near else ""
        raise InputError("E-UNKNOWN-ID", f"知识库里没有“{key}”{hint}。") from error
    _print_card(catalogue, requirement, screen())


@kb_app.command()
def check(
    fast: Annotated[bool, typer.Option("--fast", help="只查结构和引用，不逐个证明示例")] = False,
) -> None:
    """检查知识库：结构、引用、日期、规则，并用真实流程证明每个要点的示例。"""
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
    for failure in failures:
        complain(str(failure))
    if failures:
        raise InputError("E-PROOF", f"{len(failures)} 个示例与要点不符，见上；改要点或改示例。")
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
