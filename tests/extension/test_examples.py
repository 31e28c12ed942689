"""The pages say "checked" of an output if and only if the doctest builder compares it."""

import re

import pytest

from tests.support import Mini

# Each says that it prints what it does not: the doctest builder finds those that it runs.
WRONG = """\
```{testcode}
%(code)s
```

```{testoutput}
%(output)s
wrong %(name)s
```
"""
PAIRS = {
    "plain": ("", ""),
    "flagged": ("", ":options: +NORMALIZE_WHITESPACE\n"),
    "perhaps": (":skipif: False\n", ""),
    "skipped": ("", ":options: +SKIP\n"),
    "code-skipped": (":skipif: True\n", ""),
    "output-skipped": ("", ":skipif: True\n"),
    "young": ("", ":pyversion: '> 99'\n"),
}
ALONE = """\
```{testcode}
print("x")
```

Some text.

```{testoutput}
wrong apart
```

```{testcode} one
print("y")
```

```{testoutput} other
wrong grouped
```
"""


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    site = Mini(tmp_path_factory.mktemp("examples"))
    site.note("plain", ("Some text.", "Text.\n\n```{code-block} sh\n:caption: Not run: x\nls\n```"))
    text = "".join(
        WRONG % {"code": f'{code}print("{name}")', "output": f"{output}", "name": name}
        for name, (code, output) in PAIRS.items()
    )
    site.write("about.md", f"# About\n\n{text}\n{ALONE}")
    return site


@pytest.fixture(scope="module")
def built(mini):
    return mini.build()


def test_an_output_is_joined_to_its_code(built):
    article = built["posts/plain"].article
    code, output = article.select_one(".example").find_all("pre")
    assert (code.get_text(), output.get_text()) == ("print(2 + 2)\n", "4\n")
    assert code["aria-label"] == "Code"
    assert output["aria-label"] == "Output, checked"
    assert article.select(".checked") == article.select(".example > .testoutput")
    assert article.select_one(".literal-block-wrapper pre").get_text() == "ls\n"
    assert not article.select(".literal-block-wrapper .checked")


def test_what_is_called_checked_is_what_the_doctest_builder_compares(mini, built):
    done = mini.try_build("-b", "doctest", out="doctest")
    assert done.returncode == 1
    report = (mini.folder.parent / "doctest-work/html/output.txt").read_text(encoding="utf-8")
    compared = set(re.findall(r"^    wrong (\S+)$", report, re.MULTILINE))
    article = built["about"].article
    called = {pre.get_text().split()[-1] for pre in article.select(".checked pre")}
    every = {pre.get_text().split()[-1] for pre in article.select(".testoutput pre")}
    assert every == {*PAIRS, "apart", "grouped"}
    assert called <= compared
    # Said of less than is true, never of more: "apart" stands elsewhere, "perhaps" hangs on a
    # condition, and "code-skipped" is compared to what the code before it prints.
    assert compared - called == {"perhaps", "apart", "code-skipped"}
    named = {pre.get_text().split()[-1] for pre in article.select('[aria-label="Output, checked"]')}
    assert named == called
