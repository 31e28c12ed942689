"""`make linkcheck`, against a site of our own: who is asked, and what is told of the rest."""

import json
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from notes_ext import links


@pytest.fixture
def web():
    """A site that answers at /good and nowhere else; it counts who is asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self):
            asked[self.path] += 1
            agents.add(self.headers["User-Agent"])
            self.send_response(200 if self.path.startswith("/good") else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD  # noqa: N815

        def log_message(self, *_):
            """Say nothing."""

    asked, agents = Counter(), set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    server.asked, server.agents = asked, agents
    server.address = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def test_links_are_asked_once_and_told_where_they_stand(mini, web):
    at = web.address
    words = f"[one]({at}/good) [two]({at}/gone)\nand [three]({at}/gone?x) {{cite:t}}`a`."
    mini.note("one", ("Some text.", words))
    mini.note("two", ("Some text.", f"[two]({at}/gone) [four]({at}/exempt/x)"))
    work = f"@book{{a, author = {{A}}, title = {{A}}, year = 2000, url = {{{at}/lost}}}}"
    mini.write("posts/references.bib", work)
    conf = mini.folder / "conf.py"
    text = conf.read_text(encoding="utf-8")
    exempt = f'notes_unasked_links: dict[str, str] = {{"{at}/exempt": "it asks for a captcha"}}'
    conf.write_text(text.replace("notes_unasked_links: dict[str, str] = {}", exempt))

    def check():
        web.asked.clear()
        done = mini.try_build("-b", "linkcheck", "-Q", "-D", "linkcheck_retries=1", out="links")
        assert done.returncode == 1
        return [line.split(" does not answer (404")[0] for line in done.stdout.splitlines()]

    places = {"one.md:1": "lost", "one.md:10": "gone", "one.md:11": "gone?x", "two.md:10": "gone"}
    told = check()
    wrong = [f"posts/{place}: {at}/{path}" for place, path in places.items()]
    assert sorted(told[:-1]) == sorted(wrong)
    assert told[-1] == "1 links answered, 3 did not; the rest were not asked"
    assert set(web.asked) == {"/good", "/gone", "/gone?x", "/lost"}
    assert all(agent.startswith("Link check of http") for agent in web.agents)
    assert list(json.loads((mini.folder / links.CACHE).read_text())) == [f"{at}/good"]

    told = check()
    assert told[-1] == "0 links answered, 3 did not; the rest were not asked"
    assert "/good" not in web.asked and len(told) == 5
    (mini.folder / links.CACHE).write_text(json.dumps({f"{at}/good": "2020-01-01"}))
    check()
    assert web.asked["/good"] == 1
    (mini.folder / links.CACHE).write_text("[")
    check()
    assert web.asked["/good"] == 1
