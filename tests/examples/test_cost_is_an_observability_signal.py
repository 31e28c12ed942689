from itertools import pairwise
from pathlib import Path

from lxml import etree

FIGURES = Path(__file__).parents[2] / "posts/figures"

SLUG = "cost-is-an-observability-signal"


def test_with_ordinary_weather_the_bill_comes_after_the_failed_rerun(run):
    """Without the wet week: bill of 1,001 jobs on day 198, rerun on day 162, no alarm at 50%."""
    lines = run(SLUG, ("range(155, 162)", "range(0)"))["stdout"].splitlines()
    assert lines[6].split() == ["1,001", "jobs", "visit", "never", "198"]
    assert lines[-1] == "rerun from 2:30 ends after 5:00 on day 162"
    for line in lines[12:15]:
        assert line.split()[-2] == "never"


def test_two_days_allowed_are_overrun_on_the_third(run):
    """With an allowance of two days the rescan is reported on day 3."""
    names = run(SLUG, ('"rescan": 1', '"rescan": 2'))
    assert names["written"]("rescan", 2) == 3


def test_an_allowance_may_be_wrong_and_may_be_too_tight(run):
    """Seven days for the rescan: day 8; sixty: day 67. A weekly look at late rows: day 8."""
    names = run(SLUG)
    assert [names["written"]("rescan", days) for days in (7, 60)] == [8, 67]
    for day in range(7, len(names["visits"]), 7):
        names["reads"]["one day"][day] += names["visits"][day - 1]
    assert names["written"]("one day", 1) == 8


def test_the_drawing_shows_the_three_bills(run):
    """Each bill's trailing week over its first, as the figure draws it, and where it crosses
    1.1."""
    names = run(SLUG)
    week, visits, reads = names["week"], names["visits"], names["reads"]["rescan"]
    drawn, crossed = etree.parse(FIGURES / "diluted.svg"), {}
    for jobs in (101, 1_001, 10_001):
        cost = [own + (jobs - 1) * rows for own, rows in zip(reads, visits, strict=True)]
        levels = [week(cost, day) / week(visits, day) for day in names["DAYS"][6:]]
        points = drawn.find(f".//*[@id='jobs-{jobs}']").get("points").split()
        heights = [1 + (268 - float(point.split(",")[1])) / 800 for point in points]
        assert all(
            abs(height - level / levels[0]) < 0.001
            for height, level in zip(heights, levels, strict=False)
        )
        crossed[jobs] = next(
            (day for day, (low, high) in enumerate(pairwise(heights), 8) if low < 1.1 < high), None
        )
    assert crossed == {101: 18, 1_001: 160, 10_001: None}
