"""Words that try to be programs, in every field of a page, with the policy and without."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import EVERY, Open
from tests.support import Built, Mini
from tools import chromium

RUN = "window.ran = (window.ran || 0) + 1"
ATTACKS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title><img src=x onerror='{RUN}'>",
    f"'><svg onload={RUN.replace(' ', '')}>",
    f'"><img src=x onerror={RUN.replace(" ", "")}>',
    f"--><script>{RUN}</script><!--",
    "<iframe srcdoc='<script>top.ran=1</script>'></iframe>",
]
TEXT = """\
A figure and its words, and `{code}` here, after {{cite:t}}`one`.

```{{figure}} picture.png
:alt: {quoted}

`{code}`
```

| {escaped} | b |
| --- | --- |
| `{cell}` | {escaped} |

[^1]: {escaped}

The note.[^1]
"""


def escaped(text: str) -> str:
    """The text as Markdown that says the same and is no markup."""
    return "".join(f"&#{ord(letter)};" if not letter.isalnum() else letter for letter in text)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site whose every word is an attack, as far as the contract lets it in."""
    mini = Mini(tmp_path_factory.mktemp("attacked"))
    every = "".join(ATTACKS)
    tags = {f"t{place} {attack}": attack for place, attack in enumerate(ATTACKS)}
    conf = mini.folder / "conf.py"
    more = f"""
author = copyright = html_title = {every!r}
notes_tags |= {tags!r}
notes_categories |= {tags!r}
"""
    conf.write_text(conf.read_text(encoding="utf-8") + more, encoding="utf-8")
    for place, (attack, tag) in enumerate(zip(ATTACKS, tags, strict=True)):
        told = TEXT.format(
            code=attack,
            quoted=json.dumps(attack),
            cell=attack.replace("|", ""),
            escaped=escaped(attack),
        )
        mini.note(
            f"note-{place}",
            ("tags: [schemas]", f"tags: [{json.dumps(tag)}]"),
            ("category: Data Engineering", f"category: {json.dumps(tag)}"),
            ("Some text.", told),
            title=escaped(f"{place} {attack}"),
            date=f"2020-01-{place + 1:02}",
        )
    mini.write("posts/picture.png", b"")
    fields = {"author": f"{{{every}}}", "title": every, "url": f"https://x.example/{every}"}
    rows = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())
    mini.write("posts/references.bib", f"@book{{one, {rows}}}")
    return mini.build()


@pytest.fixture(scope="module")
def address(attacked: Built) -> Iterator[str]:
    with chromium.serve(attacked.out) as served:
        yield served


@pytest.mark.parametrize("unlocked", [False, True], ids=["with the policy", "without it"])
def test_words_run_nothing(
    attacked: Built, address: str, context: Callable[..., BrowserContext], *, unlocked: bool
) -> None:
    page = context(bypass_csp=unlocked).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    for name in attacked.names:
        page.goto(f"{address}{name}/" if name else address)
        page.wait_for_timeout(20)
        assert page.evaluate("window.ran") is None, name
        assert page.locator("[onerror], [onload], iframe, [href^='javascript']").count() == 0, name
    assert [line for line in said if "Content Security Policy" in line] == []


def test_the_attacks_would_run_if_they_were_let_in(
    context: Callable[..., BrowserContext], address: str
) -> None:
    for attack in ATTACKS:
        page = context().new_page()
        page.set_content(f"<p>{attack}".replace("<p></title>", "<p>"))
        page.wait_for_timeout(50)
        assert page.evaluate("window.ran"), attack


def test_the_policy_refuses_a_script_that_no_template_has(visit: Open) -> None:
    said: list[str] = []
    page = visit("front", prepare=lambda page: page.on("console", lambda m: said.append(m.text)))
    page.evaluate(
        "code => { const it = document.createElement('script'); it.textContent = code;"
        " document.body.append(it) }",
        RUN,
    )
    page.evaluate("document.body.insertAdjacentHTML('beforeend', `<img src=x onerror='ran=1'>`)")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert [text for text in said if "Content Security Policy" in text]


@pytest.mark.parametrize("kind", EVERY)
def test_nothing_of_the_site_is_refused(visit: Open, kind: str) -> None:
    said: list[str] = []

    def listen(page: Page) -> None:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))

    page = visit(kind, prepare=listen)
    before = page.evaluate("document.body.dataset.theme")
    page.locator(".theme-toggle").click()
    assert page.evaluate("document.body.dataset.theme") != before
    assert said == []
