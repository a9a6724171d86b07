"""Search over the real catalogue: words, numbers, clauses."""

from __future__ import annotations

import pytest

from kb.catalogue import load_catalogue
from kb.searching import search, tokens


def found(question: str, n: int = 5) -> list[str]:
    return [hit.requirement.id for hit in search(load_catalogue(), question, n)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("M88-33B", "M88-33B"),
        ("29639 6.1.2", "GBT29639-6.1.2"),
        ("88号令第三十三条", "M88-33A"),
        ("人员密集场所半年演练一次并报送", "M88-33B"),
        ("响应分级怎么划分", "GBT29639-6.1.2"),
    ],
)
def test_a_duty_is_found_by_words_number_or_clause(question: str, answer: str) -> None:
    assert answer in found(question)


def test_best_first_and_no_more_than_asked() -> None:
    hits = search(load_catalogue(), "应急演练多久一次", 4)
    assert len(hits) == 4
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_words_the_catalogue_does_not_know_find_nothing() -> None:
    assert found("zzzz qqqq") == []


def test_tokens_are_words_numbers_and_pairs() -> None:
    assert set(tokens("GB 29639 6.1.2 响应分级")) >= {"gb", "29639", "6.1.2", "响应", "分级", "应分"}
