"""What the check page keeps between runs, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

import streamlit as st

from checker.desk.running import Outcome, Upload

KEY = "check"


@dataclass(frozen=True, slots=True)
class Said:
    """What the user said about a plan, in the words of the command line."""

    kind: str = "auto"
    subject: str = "auto"
    region: str = ""
    day: str = ""
    ocr: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """One uploaded plan and what became of it; `files` holds the downloads made so far, by suffix."""

    upload: Upload
    said: Said
    outcome: Outcome
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class CheckState:
    """The checked plans in upload order. `round` grows with every new batch, so that widgets start afresh."""

    checked: tuple[Checked, ...] = ()
    round: int = 0

    def start(self, checked: list[Checked]) -> None:
        self.checked = tuple(checked)
        self.round += 1

    def again(self, index: int, said: Said, outcome: Outcome) -> None:
        """Put the result of a corrected run in the place of the old one."""
        redone = replace(self.checked[index], said=said, outcome=outcome, files={})
        self.checked = (*self.checked[:index], redone, *self.checked[index + 1 :])
        self.round += 1


def check_state() -> CheckState:
    return cast(CheckState, st.session_state.setdefault(KEY, CheckState()))
