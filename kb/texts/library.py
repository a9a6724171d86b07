"""The official texts a user imported, kept with their files in the data folder, one folder an edition."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from kb.catalogue import Catalogue
from kb.folders import data_folder
from kb.texts.models import OfficialText, SourceText, TextProblem
from kb.texts.recognising import recognise
from kb.texts.splitting import split

FOLDER = "texts"
RECORD = "text.json"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the text, and the one of the same edition it took the place of."""

    text: OfficialText
    replaced: OfficialText | None
    same_file: bool


class Library:
    """Texts by key: the instrument's id, or x-<hash> where it was not recognised."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = (root or data_folder()) / FOLDER

    def add(
        self, catalogue: Catalogue, source: SourceText, file: Path, *, instrument: str = "", today: date
    ) -> Imported:
        """Split and keep a text; the file is copied beside it. UnknownId when `instrument` names none."""
        text = read_text(catalogue, source, instrument=instrument, today=today)
        old = self.texts().get(text.key)
        folder = self.root / text.key
        folder.mkdir(parents=True, exist_ok=True)
        if old and old.file != text.file:
            (folder / old.file).unlink(missing_ok=True)
        shutil.copyfile(file, folder / text.file)
        (folder / RECORD).write_text(text.model_dump_json(indent=1), encoding="utf-8")
        return Imported(text, old, bool(old and old.sha256 == text.sha256))

    def texts(self) -> Mapping[str, OfficialText]:
        """Every text kept, by key; a record that can not be read is left out."""
        return _read(self.root, self._stamp())

    def file(self, text: OfficialText) -> Path:
        return self.root / text.key / text.file

    def remove(self, key: str) -> bool:
        """Forget a text and its file; False when there was none."""
        folder = self.root / key
        if not (folder / RECORD).is_file():
            return False
        shutil.rmtree(folder)
        return True

    def _stamp(self) -> tuple[tuple[str, int], ...]:
        """Changes when any record does."""
        return tuple((p.as_posix(), p.stat().st_mtime_ns) for p in sorted(self.root.glob(f"*/{RECORD}")))


def read_text(catalogue: Catalogue, source: SourceText, *, instrument: str = "", today: date) -> OfficialText:
    """The text of a source, split and recognised, not kept."""
    parts = split(source)
    known = recognise(catalogue, source.name, parts)
    key = catalogue.instrument(instrument).id if instrument else known.instrument
    problems = [TextProblem(kind="unread", clause="", message=w) for w in source.warnings]
    if known.doubt and not instrument:
        problems.append(TextProblem(kind="edition", clause="", message=known.doubt))
    return OfficialText(
        instrument=key,
        title=known.title,
        number=known.number,
        effective_from=(catalogue.instrument(key).effective_from or "") if key else known.effective_from,
        style=parts.style,
        file=Path(source.name).name,
        sha256=source.sha256,
        imported=today.isoformat(),
        clauses=parts.clauses,
        problems=(*problems, *parts.problems),
        stated=parts.stated,
    )


@lru_cache(maxsize=4)
def _read(root: Path, stamp: tuple[tuple[str, int], ...]) -> Mapping[str, OfficialText]:
    out = {}
    for name, _changed in stamp:
        try:
            text = OfficialText.model_validate_json(Path(name).read_text(encoding="utf-8"))
        except (ValidationError, OSError):
            continue
        out[text.key] = text
    return out
