"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from checker.desk.store.runs import Run

Add = Callable[..., Run]


def words(app: AppTest) -> str:
    """Everything the page says, without the escaping."""
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.warning, *app.error, *app.info]
    labels = [*(e.label for e in app.expander), *(e.label for e in app.button), *(e.label for e in app.tabs)]
    radios = [option for r in app.radio for option in r.options]
    return "\n".join([*(str(e.value) for e in parts), *labels, *radios]).replace("\\", "")


def button(app: AppTest, label: str) -> Any:
    return next(b for b in app.button if b.label == label)
