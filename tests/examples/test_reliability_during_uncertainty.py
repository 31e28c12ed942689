from math import sqrt
from statistics import fmean

SLUG = "reliability-during-uncertainty"
LOSS = "if day >= 50 else 0"


def stdev(past):
    """As statistics.stdev, ten times as fast."""
    middle = fmean(past)
    return sqrt(sum((count - middle) ** 2 for count in past) / (len(past) - 1))


def hurried(names):
    names.update(mean=fmean, stdev=stdev)
    return names


def test_what_the_shift_hides(run):
    """Of 200 seeds: worlds with an alarm on one of the first three days of the loss
    (steady, shifted; with the loss and without it), worlds with an alarm before it,
    and the same for a 14-day window when the loss begins on day 36."""
    names, early = hurried(run(SLUG)), run(SLUG, (LOSS, "if day >= 36 else 0"))
    healthy = run(SLUG, (LOSS, "if day >= 70 else 0"))
    rules, check = names["answers"], names["history_check"]
    caught, chance, before, at_36 = {}, {}, {}, {}
    for level in 1000, 600:
        worlds = [
            [into["seventy_days"](level, seed)[1] for into in (names, healthy, early)]
            for seed in range(200)
        ]
        for rule, settings in rules.items():
            key = rule, level
            caught[key] = chance[key] = before[key] = 0
            for losing, sound, _ in worlds:
                days = check(losing, **settings)
                caught[key] += any(50 <= day < 53 for day in days)
                before[key] += any(day < 50 for day in days)
                chance[key] += any(50 <= day < 53 for day in check(sound, **settings))
        at_36[level] = sum(
            any(36 <= day < 39 for day in check(soon, window=14)) for *_, soon in worlds
        )
    assert [caught[rule, 1000] for rule in rules] == [193, 187, 191, 194]
    assert [before[rule, 1000] for rule in rules] == [32, 50, 48, 32]
    assert [caught[rule, 600] for rule in rules] == [0, 185, 163, 200]
    assert [chance["28 days", level] for level in (1000, 600)] == [3, 0]
    assert max(n for (rule, _), n in chance.items() if rule != "leave out") == 6
    assert at_36 == {1000: 181, 600: 0}


def test_how_long_a_jump_is_reported(run):
    """Alarms on three of the 22 healthy days: after a fall of 40% in 193 of 200
    worlds, after a fall of 20% in 126."""
    names = hurried(run(SLUG))
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
        run(SLUG, *change)["stdout"]
        for change in ((), (("return sent, loaded", "return loaded, loaded"),))
    )
    assert was.split("\n")[5:] == now.split("\n")[5:]
    assert was != now
