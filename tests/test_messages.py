"""The page of messages quotes the checkers and the run time word for word, and what it recommends is right."""

from __future__ import annotations

import messages
import pytest

pytestmark = pytest.mark.checkers

SETUP, SECTIONS = messages.read(messages.PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def said() -> list[dict[str, str]]:
    return messages.said(SETUP, SECTIONS)


@pytest.mark.parametrize("index", range(len(SECTIONS)), ids=[section.title for section in SECTIONS])
def test_the_words_are_those_of_today(said: list[dict[str, str]], index: int) -> None:
    assert SECTIONS[index].words == said[index], "python tests/messages.py writes the words of today"


def test_both_checkers_reject_each() -> None:
    assert [section.title for section in SECTIONS if not {"mypy", "pyright"} <= section.words.keys()] == []


def test_what_was_meant_is_accepted() -> None:
    assert messages.errors_of_the_meant(SETUP, SECTIONS) == []


@pytest.mark.parametrize("section", SECTIONS, ids=[section.title for section in SECTIONS])
def test_what_was_meant_runs(section: messages.Section) -> None:
    assert messages.raised(SETUP, section.meant) is None
