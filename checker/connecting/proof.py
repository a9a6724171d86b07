"""Proving a matter of connection on its examples through the real reader; `kb check` and the tests use it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.connecting.matters import compare_matters
from checker.connecting.side import Side
from checker.language.concepts import Concepts
from checker.language.index import TextIndex
from checker.plan import Kind, Subject
from checker.reading import read_text
from checker.reading.options import ReadOptions
from checker.report import Facts
from kb.catalogue import Catalogue
from kb.upper_plans import ConnectionExample, ConnectionMatter


def prove_connections(catalogue: Catalogue) -> Iterator[str]:
    """One Chinese line for every example that is judged otherwise than it says."""
    for matter in catalogue.connection_matters:
        for number, example in enumerate(matter.examples, 1):
            found = judge_example(catalogue, matter, example)
            if found != example.verdict:
                judged = found or "没有比对"
                yield f"衔接事项 {matter.id} 示例{number}：应为 {example.verdict}，判成 {judged}（{example.plan}）"


def judge_example(catalogue: Catalogue, matter: ConnectionMatter, example: ConnectionExample) -> str:
    """The verdict of the two passages, each read as a whole plan; empty when the upper passage settles nothing."""
    kind = Kind(matter.kinds[0] if matter.kinds else "gov-special")
    upper_kind = Kind(matter.upper_kinds[0] if matter.upper_kinds else "gov-master")
    plan, upper = _side(catalogue, example.plan, kind), _side(catalogue, example.upper, upper_kind)
    results = compare_matters(plan, upper, (matter,))
    return results[0].verdict.value if results else ""


def _side(catalogue: Catalogue, text: str, kind: Kind) -> Side:
    subject = Subject.ORDINARY if kind.is_enterprise else Subject.GOVERNMENT
    plan = read_text(text, name="proof.md", options=ReadOptions(kind=kind, subject=subject))
    index = TextIndex.of(plan)
    return Side(plan, index, Facts(), Concepts(index, catalogue.headings), catalogue)
