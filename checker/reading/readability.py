"""Can the text of a page be trusted? The gate every PDF page goes through."""

from __future__ import annotations

import re

from checker.plan import Unreadable

_SPACE = re.compile(r"\s+")
_LEADERS = re.compile(r"[.．·…_＿\-—–－=*#]{3,}")  # dot leaders and lines to write on say nothing about encoding
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_EXPECTED = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef\u2010-\u203b\u2103-\u2109\u2160-\u217b\u2190-\u21ff"
    r"\u2200-\u22ff\u2460-\u24ff\u25a0-\u2606\u2610-\u2612\u2713-\u2718A-Za-z0-9]"
)
_WORD = re.compile(r"[A-Za-z]{2,}")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_BROKEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uefff\uf200-\uf8ff]|\(cid:\d+\)")
# the 3,755 everyday characters, GB 2312 level 1
_LEVEL_1 = bytes(byte for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for byte in (high, low))
_EVERYDAY = re.compile(f"[{_LEVEL_1.decode('gb2312', errors='ignore')}]+")
# what a Chinese plan has no use for, but pdfium's fallback for a broken font mapping likes: kana, Hangul, Cyrillic,
# vertical punctuation, full-width letters and currency signs, rare Latin letters
_ALIEN = re.compile(
    r"[\u0080-\u00a6\u00a8-\u00ae\u00b4-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u052f\u1100-\u11ff"
    r"\u3040-\u30ff\u3100-\u31bf\uac00-\ud7af\ufe30-\ufe4f\uff21-\uff3a\uff41-\uff5a\uffe0-\uffe6]"
)
# private use U+F000 … U+F1FF holds the bullets of symbol fonts, harmless in small number

_FEW = 30  # characters: a page with fewer and a large picture is a scan
_ENOUGH = 20  # characters below which encoding cannot be judged
_SCAN_SHARE = 0.75  # of the page under pictures; a figure keeps the margins free
_SCAN_SHARE_AMONG_SCANS = 0.3
_ALIEN_SHARE = 0.06
_OUTLINED = 400  # drawn paths on a page without text: letters turned into curves


def judge_page(page: int, text: str, picture_share: float, paths: int, *, among_scans: bool) -> Unreadable | None:
    """The page's defect, None when it can be read, shows a mere figure, or is simply blank.

    `text` without running heads and feet; `picture_share` of the page's area, 0 … 1; `paths` drawn objects;
    `among_scans`: most pages of the file are pictures.
    """
    visible = _visible(text)
    if len(visible) < _FEW:
        if picture_share >= (_SCAN_SHARE_AMONG_SCANS if among_scans else _SCAN_SHARE):
            return Unreadable(page, "scanned")
        if len(visible) < 3 and paths >= _OUTLINED:
            return Unreadable(page, "scanned")
    return Unreadable(page, "garbled") if is_garbled(visible) else None


def is_picture(text: str, picture_share: float) -> bool:
    """A page that is hardly more than a picture: a scan, or a figure."""
    return picture_share >= _SCAN_SHARE_AMONG_SCANS and len(_visible(text)) < _FEW


def _visible(text: str) -> str:
    return _LEADERS.sub("", _SPACE.sub("", text))


def is_garbled(dense: str) -> bool:
    """Whether text (without white space) is not what the reader's eye sees, as far as characters can tell."""
    total = len(dense)
    if total < _ENOUGH:
        return False
    if sum(map(len, _BROKEN.findall(dense))) > 0.05 * total:
        return True
    han = _HAN.findall(dense)
    if alien_share(dense) > _ALIEN_SHARE:
        return True
    if len(han) >= _ENOUGH and len(han) >= 0.3 * total:
        return _rare_share(han) > 0.5
    odd = total - len(_EXPECTED.findall(dense))
    if odd > 0.3 * total and len(han) < 0.3 * total:
        return True
    return len(han) < 0.05 * total and not _plain_latin(dense) and not _figures(dense)


def alien_share(text: str) -> float:
    """Share of characters that look like the leavings of a broken font mapping, among them and Han."""
    alien = len(_ALIEN.findall(text))
    return alien / (alien + len(_HAN.findall(text))) if alien else 0.0


def _rare_share(han: list[str]) -> float:
    """Share outside the everyday characters: wrong mappings land in rare ones."""
    return len(_EVERYDAY.sub("", "".join(han))) / len(han)


def _plain_latin(dense: str) -> bool:
    """Mostly words of letters with vowels: a page in English or of codes."""
    words = [word for word in _WORD.findall(dense) if _VOWEL.search(word)]
    return sum(map(len, words)) >= 0.5 * len(dense)


def _figures(dense: str) -> bool:
    """Mostly numbers: a page of a table of figures or telephone numbers."""
    return sum(char.isdigit() for char in dense) >= 0.4 * len(dense)
