"""A note that was renamed is found under every name it has had."""

import pytest

from tests.support import Mini

BASE = "https://x.example/en/latest/"


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    site = Mini(tmp_path_factory.mktemp("redirects"))
    site.note(
        "now", ("tags: [schemas]", "tags: [schemas]\nredirects: [once, later]"), title="Q & A"
    )
    return site


@pytest.fixture(scope="module")
def built(mini):
    return mini.build(READTHEDOCS_CANONICAL_URL=BASE)


@pytest.mark.parametrize("name", ["once", "later"])
def test_a_former_name_leads_to_the_note_at_once(built, name):
    page = built[f"posts/{name}"]
    wait, _, address = page.find("meta", {"http-equiv": "refresh"})["content"].partition("; url=")
    assert wait == "0"
    target = (built.out / "posts" / name / address / "index.html").resolve()
    assert target == built.out / "posts/now/index.html"
    assert page.find("link", rel="canonical")["href"] == page.a.get_text() == f"{BASE}posts/now/"
    assert page.a["href"] == address
    assert page.title.get_text() == "Q & A has moved · Blog"
    assert not page.find_all("script")


def test_hosts_are_told_in_their_own_words(built):
    assert (built.out / "_redirects").read_text(encoding="utf-8") == (
        "/en/latest/posts/once/ /en/latest/posts/now/ 301\n"
        "/en/latest/posts/later/ /en/latest/posts/now/ 301\n"
    )


def test_a_former_name_is_in_no_list(built):
    for name in ("sitemap.xml", "llms.txt", "posts/atom.xml", "posts/index.html"):
        text = (built.out / name).read_text(encoding="utf-8")
        assert "posts/once" not in text, name
        assert "now" in text, name


def test_a_redirect_that_is_withdrawn_is_gone(tmp_path):
    mini = Mini(tmp_path)
    mini.note("now", ("tags: [schemas]", "tags: [schemas]\nredirects: [once]"))
    assert "posts/once" in mini.build().names
    mini.note("now")
    assert "posts/once" not in mini.build().names
