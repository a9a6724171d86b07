"""Folders of the user's machine that plancheck writes to."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """The user's cache folder for plancheck; not made here."""
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "plancheck"


HOME_VARIABLE = "PLANCHECK_HOME"


def data_folder() -> Path:
    """Where what the user adds is kept and survives upgrades: PLANCHECK_HOME, else the platform's; not made here."""
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "plancheck"  # as the desk has it
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "plancheck"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "plancheck"
