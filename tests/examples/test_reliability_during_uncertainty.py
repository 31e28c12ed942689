import re
from math import sqrt
from statistics import fmean

from lxml import etree

from tests.support import ROOT

SLUG = "reliability-during-uncertainty"


def stdev(past):
    """As statistics.stdev, ten times as fast."""
    middle = fmean(past)
    return sqrt(sum((count - middle) ** 2 for count in past) / (len(past) - 1))


def median(counts):
    ranked = sorted(counts)
    half = len(ranked) // 2
    return (ranked[half] + ranked[~half]) / 2


def until_day_52(run):
    names = run(SLUG, ("range(28, 70):", "range(28, 53):"))
    names.update(mean=fmean, stdev=stdev, median=median)
    return names


def test_what_the_shift_hides(run):
    """Of 200 seeds: worlds with an alarm on one of the first three days of the loss,
    worlds with an alarm before it, worlds with an alarm on the same three days when no
    row is lost, and the catches of a 14-day window when the loss begins on day 36."""
    names = until_day_52(run)
    check, rules = names["history_check"], names["answers"]
    caught = {(rule, level): 0 for rule in rules for level in (1000, 600)}
    before, chance, at_36 = dict(caught), dict(caught), {1000: 0, 600: 0}
    for level in at_36:
        for seed in range(200):
            sent, loaded = names["seventy_days"](level, seed)
            for rule, settings in rules.items():
                days = check(loaded, **settings)
                caught[rule, level] += days[-1:] > [49]
                before[rule, level] += days[:1] < [50] and days != []
                chance[rule, level] += check(sent, **settings)[-1:] > [49]
            soon = sent[:36] + [orders - orders // 10 for orders in sent[36:]]
            at_36[level] += any(36 <= day < 39 for day in check(soon, window=14))
    assert [caught[rule, 1000] for rule in rules] == [193, 187, 191, 194]
    assert [before[rule, 1000] for rule in rules] == [32, 50, 48, 32]
    assert [caught[rule, 600] for rule in rules] == [0, 185, 163, 200]
    assert max(n for (rule, _), n in chance.items() if rule != "leave out") == 6
    assert at_36 == {1000: 181, 600: 0}


def test_how_long_a_jump_is_reported(run):
    """Three alarms before the loss in 193 of 200 worlds, and in 126 after a fall of 20%."""
    names = until_day_52(run)
    for level, worlds in (600, 193), (800, 126):
        assert worlds == sum(
            sum(day < 50 for day in names["history_check"](names["seventy_days"](level, seed)[1]))
            == 3
            for seed in range(200)
        )


def test_half_the_rows_could_go(run):
    """In the shifted world of the note a loss of every second row passes too."""
    names = run(SLUG, ("orders // 10", "orders // 2"))
    assert not any(day >= 50 for day in names["history_check"](names["worlds"]["shifted"][1]))


def test_the_twin(run):
    """With `loaded` as what was sent, the second table is the same."""
    was, now = (
        run(SLUG, *change)["stdout"].split("\n")
        for change in ((), (("return sent, loaded", "return loaded, loaded"),))
    )
    assert was[:5] != now[:5]
    assert was[5:] == now[5:]


def test_the_figure_is_what_the_program_computes(run):
    """Each point is a day and a count; the text alternative says the same."""
    names = run(SLUG)
    loaded = names["worlds"]["shifted"][1]
    limits = {day: [round(limit) for limit in names["three_sigma"](loaded[day - 28:day])]
              for day in range(28, 70)}
    drawn = etree.parse(ROOT / "posts/figures/history-check.svg")

    def point(day, count):
        return f"{round(52 + 5.9 * day, 2):g},{round(300 - 0.18 * count, 2):g}"

    lines = {line.get("id"): line.get("points").split() for line in drawn.iter("{*}polyline")}
    assert lines == {
        "loaded": [point(day, count) for day, count in enumerate(loaded)],
        "low": [point(day, low) for day, (low, _) in limits.items()],
        "high": [point(day, high) for day, (_, high) in limits.items()],
    }
    fired = names["history_check"](loaded)
    alarms, = (path.get("d") for path in drawn.iter("{*}path") if path.get("id") == "alarms")
    assert alarms == " ".join(f"M{point(day, loaded[day])}h0" for day in fired)
    assert fired == [28, 29, 30]
    note = (ROOT / f"posts/{SLUG}.md").read_text(encoding="utf-8")
    told = re.search(r"^:alt: (.*)$", note, re.MULTILINE)[1]
    for day, words in ((28, "from {} to {} on day 28"), (47, "between {} and {} by day 47"),
                       (56, "closed on day 56 to between {} and {}, around it")):
        assert words.format(*limits[day]) in told
    assert all(limits[day][0] < loaded[day] < limits[day][1] for day in range(31, 70))
    before, after, losing = (round(fmean(part), -1)
                             for part in (loaded[:28], loaded[28:50], loaded[50:]))
    assert f"about {before:,.0f} until day 28, {after:.0f} until day 50, {losing:.0f} after" in told
