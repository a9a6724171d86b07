"""Questions from the catalogue, progress of learners, the sheet for Word."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest

from kb.catalogue import Catalogue
from kb.learning.progress import Progress
from kb.learning.questions import SORTS, Question, choose, questions
from kb.learning.word import sheet

DAY = date(2031, 3, 1)


@pytest.fixture(scope="module")
def every(catalogue: Catalogue) -> tuple[Question, ...]:
    return questions(catalogue)


def test_every_question_has_one_right_answer_and_a_clause(catalogue: Catalogue, every: tuple[Question, ...]) -> None:
    assert len({q.id for q in every}) == len(every) > 500
    assert {q.sort for q in every} == set(SORTS)
    for q in every:
        assert q.choices.count(q.answer) == 1 and len(set(q.choices)) == len(q.choices) >= 2, q.id
        assert catalogue.requirement(q.requirement) and "（" in q.why


def test_limits_come_from_the_table_of_floors(every: tuple[Question, ...]) -> None:
    drill = [q for q in every if q.id.startswith("limit-drill") and "高危" in q.asks]
    assert drill and drill[0].answer == "每 6 个月至少一次" and "第33条第2款" in drill[0].why


def test_choosing_by_sort_and_group(catalogue: Catalogue, every: tuple[Question, ...]) -> None:
    chosen = choose(every, sorts=["passage"], groups=["演练"], catalogue=catalogue)
    assert chosen and {q.sort for q in chosen} == {"passage"}
    assert {catalogue.requirements[q.requirement].group for q in chosen} == {"演练"}


def test_right_answers_come_back_later_wrong_ones_at_once(tmp_path: Path, every: tuple[Question, ...]) -> None:
    progress, (first, second) = Progress(tmp_path), every[:2]
    assert progress.next("甲", every[:2], DAY) == first
    progress.record("甲", first.id, right=True, today=DAY)
    assert progress.next("甲", every[:2], DAY) == second
    progress.record("甲", second.id, right=False, today=DAY)
    assert progress.next("甲", every[:2], DAY) == second
    progress.record("甲", second.id, right=True, today=DAY)
    assert progress.next("甲", every[:2], DAY) is None
    assert progress.next("甲", every[:2], DAY + timedelta(days=1)) == first
    assert progress.next("乙", every[:2], DAY) == first
    tally = progress.tally("甲", DAY)
    assert (tally.met, tally.asked, tally.correct) == (2, 3, 2)
    assert progress.learners() == ["甲"]
    progress.forget("甲")
    assert progress.tally("甲", DAY).met == 0


def test_the_sheet_has_questions_then_answers(every: tuple[Question, ...]) -> None:
    text = [p.text for p in docx.Document(BytesIO(sheet("练习", every[:3]))).paragraphs]
    answers = text.index("答案与依据")
    assert any(every[0].asks.split("\n")[0] in t for t in text[:answers])
    assert every[0].answer in text[answers + 1] and not any(every[0].why in t for t in text[:answers])
