"""What a page may run and load, and that it holds nothing else."""

import base64
import hashlib
import re

import pytest


@pytest.fixture(scope="module")
def policies(site):
    found = {}
    for name in site.names:
        first = site[name].head.find("meta")
        assert first["http-equiv"] == "Content-Security-Policy", name
        found[name] = first["content"]
    return found


def test_one_policy_holds_everywhere_and_lets_in_nothing_unsafe(policies, site):
    (policy,) = set(policies.values())
    assert re.findall("'([^']*unsafe[^']*)'", policy) == ["wasm-unsafe-eval"]  # the search's
    assert policy.startswith("default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-")
    assert not re.search(r"https?:|\*", policy)
    headers = (site.out / "_headers").read_text(encoding="utf-8")
    assert f"  Content-Security-Policy: {policy}; frame-ancestors 'none'\n" in headers
    referrer = site[""].find("meta", attrs={"name": "referrer"})["content"]
    assert f"  Referrer-Policy: {referrer}\n" in headers


def test_every_script_in_a_page_is_one_that_the_policy_names(site, policies):
    for name in site.names:
        for script in site[name].find_all("script", src=False):
            if script.get("type") == "application/ld+json":
                continue
            digest = base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policies[name], name


def test_no_element_holds_a_style_or_a_program(site):
    for name in site.names:
        for element in site[name].find_all(True):
            assert element.name not in ("style", "iframe", "object", "embed"), name
            named = [key for key in element.attrs if key == "style" or key.startswith("on")]
            assert named == [], (name, element.name)
            for key in ("href", "src", "action"):
                assert not element.get(key, "").lower().startswith(("javascript:", "data:")), name


def test_nothing_tells_where_it_was_made(site):
    for name, content in site.files().items():
        assert not name.endswith(".map")
        assert b"sourceMappingURL" not in content, name
        assert str(site.out.parent).encode() not in content, name
        assert not re.search(rb"(/(home|root|tmp)/|file://)\w", content), name
