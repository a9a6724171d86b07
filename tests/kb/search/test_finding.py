"""Search over the real catalogue: everyday words, numbers, clauses, filters, and questions it can not answer."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kb.catalogue import Catalogue
from kb.embedding import Embedder
from kb.search.finding import Filters, Finder, find
from kb.search.words import number, tokens

QUESTIONS = yaml.safe_load((Path(__file__).parent.parent / "questions.yaml").read_text(encoding="utf-8"))


def found(catalogue: Catalogue, question: str, n: int = 5) -> list[str]:
    return [r.id for hit in find(catalogue, question, n).hits for r in (hit.requirement, *hit.same)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("M88-33B", "M88-33B"),
        ("29639 6.1.2", "GBT29639-6.1.2"),
        ("GB/T 29639—2020 6.3.5", "GBT29639-6.3.5A"),
        ("88号令第三十三条", "M88-33A"),
        ("88号令33条", "M88-33B"),
        ("708条例第14条", "R708-14"),
        ("国办发〔2024〕5号第二十六条", "G5-26"),
        ("５号文第26条", "G5-26"),
        ("突发事件应对法第七十二条", "TFSJ-72"),
        ("29639附录C", "GBT29639-C.1"),
        ("人员密集场所半年演练一次并报送", "M88-33B"),
        ("响应分级怎么划分", "GBT29639-6.1.2"),
    ],
)
def test_a_duty_is_found_by_words_number_or_clause(catalogue: Catalogue, question: str, answer: str) -> None:
    assert answer in found(catalogue, question, 3)


def test_everyday_questions_find_their_duty(catalogue: Catalogue) -> None:
    first = fifth = 0
    for q in QUESTIONS["questions"]:
        want = {catalogue.requirements[a].canonical for a in q["answers"]}
        got = [h.requirement.canonical for h in find(catalogue, q["question"], 5).hits]
        first += bool(got) and got[0] in want
        fifth += bool(want & set(got))
    total = len(QUESTIONS["questions"])
    assert first / total >= 0.85 and fifth / total >= 0.97, (first / total, fifth / total)


@pytest.mark.parametrize("question", [*QUESTIONS["outside"], "zzzz qqqq", ""])
def test_a_question_outside_the_knowledge_is_told(catalogue: Catalogue, question: str) -> None:
    answer = find(catalogue, question)
    assert "知识库里没有" in answer.note or "不在知识库的范围内" in answer.note
    assert not answer.hits or "不在知识库" in answer.note


def test_a_clause_without_a_duty_is_told(catalogue: Catalogue) -> None:
    assert "没有收" in find(catalogue, "88号令第2条").note


def test_equal_duties_are_one_hit_and_every_hit_says_why(catalogue: Catalogue) -> None:
    hits = find(catalogue, "应急演练多久一次", 8).hits
    assert len({h.requirement.canonical for h in hits}) == len(hits) == 8
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all(h.reasons for h in hits)


def test_filters_leave_only_what_they_name(catalogue: Catalogue) -> None:
    hits = find(catalogue, "演练频次", 10, filters=Filters(instruments=("G5",), groups=("演练",))).hits
    assert hits and all(h.requirement.instrument == "G5" and h.requirement.group == "演练" for h in hits)
    assert all(h.requirement.key for h in find(catalogue, "演练频次", 10, filters=Filters(key_only=True)).hits)


def test_tokens_are_words_numbers_and_pairs() -> None:
    assert set(tokens("GB 29639 6.1.2 响应分级")) >= {"gb", "29639", "6.1.2", "响应", "分级", "应分"}


@pytest.mark.parametrize(("chinese", "value"), [("三十三", 33), ("一百零六", 106), ("十", 10), ("二十", 20), ("7", 7)])
def test_numbers_of_articles(chinese: str, value: int) -> None:
    assert number(chinese) == value


def test_search_goes_on_without_a_language_model(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Embedder:
        raise OSError("no such file")

    monkeypatch.setenv("PLANCHECK_MODEL", "no-such-folder")
    monkeypatch.setattr("kb.search.meaning.load_embedder", missing)
    hits = Finder(catalogue).find("响应分级怎么划分", 3).hits
    assert "GBT29639-6.1.2" in [h.requirement.id for h in hits]
