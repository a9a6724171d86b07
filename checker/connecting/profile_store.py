"""Profiles the user saved, corrected ones too: one JSON file each in the data folder, with the plan it was read from.

The plan lies beside its profile, because hand-over, evacuation and release are compared with its words.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from checker.connecting.profile import Profile
from checker.connecting.side import bare_title
from checker.errors import InputError
from kb.folders import data_folder

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|.]+")
NAME_LENGTH = 60  # characters; 180 bytes, file systems allow 255


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved profile; `plan` is the upper plan's file, None where only the profile was at hand."""

    name: str
    path: Path
    plan: Path | None = None


def profiles_folder() -> Path:
    return data_folder() / "profiles"


def profile_key(title: str) -> str:
    """The name a profile is saved and chosen by: its title without edition, fit for a file name."""
    return _UNSAFE.sub(" ", bare_title(title)).strip()[:NAME_LENGTH].strip()


def save_profile(profile: Profile, plan: Path | None = None) -> Saved:
    """Write the profile over an earlier one of its name; a plan kept earlier stays where none is given."""
    key = profile_key(profile.title)
    if not key:
        raise InputError("E-PROFILE", "上级预案没有名称，存不了；请先填上名称。")
    folder = profiles_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if plan:
            _keep_plan(key, plan)
        part = folder / f"{key}.json.part"
        part.write_text(profile.to_json(), encoding="utf-8")
        part.replace(folder / f"{key}.json")
    except OSError as error:
        raise InputError("E-WRITE", f"上级预案资料写不到 {folder}：{error.strerror or '没有权限'}。") from error
    return Saved(key, folder / f"{key}.json", _plan(key))


def _keep_plan(key: str, plan: Path) -> None:
    target = profiles_folder() / f"{key}{plan.suffix.lower()}"
    if target != plan:
        part = target.with_name(target.name + ".part")
        shutil.copyfile(plan, part)
        for old in _plans(key):
            old.unlink()
        part.replace(target)


def saved_profiles() -> tuple[Saved, ...]:
    """All saved profiles by name."""
    found = sorted(profiles_folder().glob("*.json"))
    return tuple(Saved(p.stem, p, _plan(p.stem)) for p in found)


def saved_profile(name: str) -> Saved | None:
    """The saved profile of a name or title; None when there is none."""
    key = profile_key(name)
    path = profiles_folder() / f"{key}.json"
    return Saved(key, path, _plan(key)) if key and path.is_file() else None


def saved_at(path: Path) -> Saved | None:
    """The saved profile a path is, if it is one."""
    return saved_profile(path.stem) if path.parent == profiles_folder() and path.suffix == ".json" else None


def _plans(key: str) -> list[Path]:
    found = profiles_folder().glob("*")
    return sorted(p for p in found if p.stem == key and p.suffix not in (".json", ".part"))


def _plan(key: str) -> Path | None:
    return next(iter(_plans(key)), None)
