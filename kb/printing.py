"""A duty, or several, as one printable page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from kb.cards import card_rows, card_title
from kb.catalogue import Catalogue
from kb.models import Requirement
from kb.texts.linking import official_words
from kb.texts.models import OfficialText

_STYLE = """
body{font:14px/1.6 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;
color:#1c2733;
margin:1.5em auto;max-width:48em;padding:0 1em}
article{border:1px solid #b8c2cc;border-radius:6px;padding:1em 1.4em;margin:0 0 1.2em;break-inside:avoid-page}
h2{margin:0 0 .2em;font-size:1.2em} .id{color:#5c6b7a;font-size:.85em}
dl{display:grid;grid-template-columns:7em 1fr;gap:.15em .8em;margin:.6em 0} dt{color:#5c6b7a} dd{margin:0}
blockquote{margin:.3em 0;padding:.2em .8em;border-left:3px solid #5c6b7a;background:#f4f6f8;white-space:pre-line}
.good{border-color:#1a7f4b}.bad{border-color:#b3362b} h3{font-size:1em;margin:.8em 0 .2em}
@page{size:A4;margin:15mm}
@media print{body{margin:0;max-width:none} article{border-color:#888}}
@media(max-width:30em){dl{grid-template-columns:1fr} dt{margin-top:.4em}}
"""


def printable(catalogue: Catalogue, duties: Sequence[Requirement], texts: Mapping[str, OfficialText]) -> str:
    """One HTML page with a card for each duty: rows, official words where imported, points with their examples."""
    cards = Markup("").join(_card(catalogue, r, texts) for r in duties)
    title = duties[0].name if len(duties) == 1 else f"要求卡片 {len(duties)} 张"
    page = Markup(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>{}</title><style>{}</style>{}<p class=id>plancheck 知识库 {}；以正式公布的文本为准。</p></html>"
    )
    return str(page.format(title, Markup(_STYLE), cards, catalogue.version))


def _card(catalogue: Catalogue, requirement: Requirement, texts: Mapping[str, OfficialText]) -> Markup:
    rows = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*row) for row in card_rows(catalogue, requirement))
    body = [
        Markup("<h2>{}</h2><div class=id>{}</div><dl>{}</dl>").format(card_title(requirement), requirement.id, rows)
    ]
    for words in official_words(catalogue, texts, requirement):
        quoted = "\n".join(p.text for p in words.parts)
        body.append(Markup("<h3>原文 {}</h3><blockquote>{}</blockquote>").format(words.clause.label, quoted))
    for point in requirement.points:
        body.append(Markup("<h3>看点：{}</h3>").format(point.says))
        body += [_passage("good", "✓ 算有", p) for p in point.good] + [_passage("bad", "✗ 不算", p) for p in point.bad]
    return Markup("<article>{}</article>").format(Markup("").join(body))


def _passage(sort: str, label: str, passage: str) -> Markup:
    return Markup('<blockquote class="{}">{}　{}</blockquote>').format(sort, label, escape(passage.strip()))
