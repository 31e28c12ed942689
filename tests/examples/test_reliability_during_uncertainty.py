import re
from math import sqrt
from pathlib import Path
from statistics import fmean

from lxml import etree

FIGURES = Path(__file__).parents[2] / "posts/figures"
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


def test_the_drawing_shows_the_shifted_world(run):
    """The rows loaded on each day, the limits from day 28 on, and the three alarms."""
    names = run(SLUG)
    _, loaded = names["worlds"]["shifted"]
    limits = [names["three_sigma"](loaded[day - 28 : day]) for day in range(28, 70)]
    drawn = etree.parse(FIGURES / "history-check.svg")
    for name, first, rows in (
        ("loaded", 0, loaded),
        ("low", 28, [low for low, _ in limits]),
        ("high", 28, [high for _, high in limits]),
    ):
        points = drawn.find(f".//*[@id='{name}']").get("points").split()
        told = [point.split(",") for point in points]
        assert [round((float(x) - 52) / 5.9) for x, _ in told] == [*range(first, 70)]
        assert all(
            abs((300 - float(y)) / 0.18 - count) < 1
            for (_, y), count in zip(told, rows, strict=True)
        )
    alarms = drawn.find(".//*[@id='alarms']").get("d")
    days = [round((float(x) - 52) / 5.9) for x in re.findall(r"M([\d.]+)", alarms)]
    assert days == [day for day in names["history_check"](loaded) if day < 50]
