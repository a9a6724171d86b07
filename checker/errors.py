"""Errors a user can act on: a code to search for and one Chinese line saying what is wrong and what to do."""

from __future__ import annotations


class InputError(Exception):
    """The input cannot be used (exit status 2).

    `code` is stable (`E-EMPTY`, `E-DAMAGED`, …); `message` is one Chinese line: what is wrong, what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}"


def internal_line(error: Exception) -> str:
    """What the user is told when the fault is ours."""
    return f"程序内部出错（{type(error).__name__}），这不是预案的问题；请把这个文件和运行记录交给维护人员。"
