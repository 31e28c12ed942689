from random import Random
from statistics import mean

SLUG = "where-data-engineering-meets-ai-product-engineering"
SHARE = {"lost": "100", "storm": "none", "news": "100", "invented": "0"}
SHOWN = "rng.random() < 0.5}"


def told_open(log):
    """Today's hikers told 'open' where the builds differ."""
    return [row for row in log if row[0] and row[2] and not row[3]]


def wrong(log, today):
    marks = [row[3] != row[5] for row in log if row[0] == today]
    return 100 * sum(marks) / len(marks)


def test_the_figures_hold_for_other_seeds(run):
    """40 of 40 seeds: by the ground `lost` is 9 to 19 points worse, 14 on average, and `storm`
    within 2 of zero; where the builds differ 100 in `lost` and `news`, 0 in `invented`."""
    names = run(SLUG)
    worse = {}
    for world, share in SHARE.items():
        logs = [names["two_days"](world, seed=seed) for seed in range(40)]
        assert {names["met_a_barrier"](log).strip() for log in logs} == {share}
        worse[world] = [int(names["points"](log, "wrong")) for log in logs]
    assert (min(worse["lost"]), max(worse["lost"]), round(mean(worse["lost"]))) == (9, 19, 14)
    assert (min(worse["storm"]), max(worse["storm"])) == (-2, 2)
    assert worse["invented"][34] == 9
    at_once, by_lot = (
        wrong(names["two_days"]("lost", rollout), True)
        - wrong(names["two_days"]("lost", rollout), False)
        for rollout in ("at once", "by lot")
    )
    assert 0.4 < by_lot / at_once < 0.6
    reports, walked = Random(1), told_open(names["two_days"]("news"))
    reported = sum(row[5] and reports.random() < 0.5 for row in walked)
    assert 45 < 100 * reported / len(walked) < 55


def test_a_quarter_as_many_closures_give_the_same(run):
    """20 of 20 seeds: 100 in `news` and 0 in `invented` for a quarter as many closures."""
    names = run(SLUG, ("some(0.2, opened)", "some(0.05, opened)"))
    for world in ("news", "invented"):
        for seed in range(20):
            log = names["two_days"](world, seed=seed)
            assert names["met_a_barrier"](log).strip() == SHARE[world]


def test_each_build_alone_tests_the_closures_of_the_other(run):
    """1 of 1: shown build 7 to 99 in 100, few walk in `lost`; shown build 8, few in `news`."""
    walkers, names = {}, run(SLUG, (SHOWN, "rng.random() < 0.01}"))
    for shown, rollout in (7, "by lot"), (8, "at once"):
        for world in ("lost", "news", "invented"):
            log = names["two_days"](world, rollout)
            assert names["met_a_barrier"](log).strip() == SHARE[world]
            walkers[shown, world] = len(told_open(log)) / sum(row[0] and row[2] for row in log)
    few = (7, "lost"), (8, "news"), (8, "invented")
    for key, share in walkers.items():
        assert share < 0.1 if key in few else share > 0.9
