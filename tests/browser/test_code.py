"""Code in a note: what was checked says so, and the code can be copied."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE, Open

LABEL = "getComputedStyle(document.querySelector('.checked'), '::before')"
COPY = "Copy the code"


def test_what_was_checked_is_told_to_eyes_and_ears(visit: Open) -> None:
    page = visit("note with code")
    assert "output, checked" in page.evaluate(f"{LABEL}.content")
    assert page.get_by_role("group", name="Output, checked").count() > 0
    told = page.locator("main").aria_snapshot()
    assert "output, checked" not in told, "the label is read aloud once, as the box's name"


def test_the_code_is_copied_and_not_its_output(visit: Open) -> None:
    page = visit("note with code", PHONE, permissions=["clipboard-read", "clipboard-write"])
    codes = page.get_by_role("group", name="Code", exact=True)
    buttons = page.get_by_role("button", name=COPY)
    assert buttons.count() == codes.count() > 0
    buttons.first.press("Enter")
    page.get_by_role("status").filter(has_text="Copied").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == codes.first.evaluate("it => it.textContent")
    assert "print" in copied


def test_the_button_covers_no_code(visit: Open) -> None:
    page = visit("note with code", PHONE)
    assert page.evaluate("""[...document.querySelectorAll(".copy")].filter(it => {
      const text = document.createRange();
      text.selectNodeContents(it.parentElement.querySelector("pre"));
      return it.getBoundingClientRect().bottom > text.getBoundingClientRect().top + 1;
    }).length""") == 0  # fmt: skip


@pytest.mark.parametrize("script", [True, False])
def test_no_button_where_it_can_do_nothing(visit: Open, script: bool) -> None:  # noqa: FBT001
    page = visit("note with code", java_script_enabled=script)
    page.emulate_media(media="print" if script else "screen")
    assert page.get_by_role("button", name=COPY).count() == 0
