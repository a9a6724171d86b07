"""The printable card: whole, self-contained, and nothing in it acts as HTML."""

from __future__ import annotations

from kb.catalogue import Catalogue
from kb.printing import printable
from kb.texts.models import Clause, OfficialText, Part


def test_cards_with_official_words_and_examples(catalogue: Catalogue) -> None:
    words = Part(number="", text="<b>各单位</b>要演练。")
    parts = (words, Part(number="", text="人多的半年一次。"))
    clause = Clause(number="33", label="第三十三条", kind="article", parts=parts)
    text = OfficialText(
        instrument="M88", title="办法", style="articles", file="a.txt", sha256="0" * 64, imported="", clauses=(clause,)
    )
    duties = [catalogue.requirement(k) for k in ("M88-33A", "M88-33B")]
    page = printable(catalogue, duties, {"M88": text})
    assert page.count("<article>") == 2 and "第33条第2款" in page and "✓ 算有" in page
    assert "&lt;b&gt;各单位" in page and "人多的半年一次" in page
    assert "http" not in page and "<script" not in page
