import random

NOTE = "data-platforms-need-product-thinking"


def lost(names, first, second, seeds=60):
    """Points by which the second group uses fewer grants; (least, most) per world."""
    spread = {}
    for world in ("impatience", "purpose"):
        points = []
        for seed in range(seeds):
            names["year"].__globals__["Random"] = lambda _, seed=seed: random.Random(seed)
            log = names["year"](world)
            points.append(round(names["percent"](log, first) - names["percent"](log, second)))
        spread[world] = min(points), max(points)
    return spread


def test_same_agenda(run):
    """60 seeds: 20 to 36 points under impatience, -7 to 8 under purpose."""
    names = run(NOTE)
    assert lost(names, names["after"], names["MISSED"]) == {
        "impatience": (20, 36),
        "purpose": (-7, 8),
    }


def test_one_missed_meeting(run):
    """60 seeds, week 17 alone: at least 10 points under impatience, at most 25 under purpose."""
    assert lost(run(NOTE), {18}, {17}) == {"impatience": (10, 60), "purpose": (-22, 25)}


def test_lottery(run):
    """60 seeds: between -5 and 5 points under promise and purpose."""
    names = run(NOTE)
    points = []
    for seed in range(60):
        names["year"].__globals__["Random"] = lambda _, seed=seed: random.Random(seed)
        for world in ("promise", "purpose"):
            log = names["year"](world, lottery=True)
            points.append(
                round(
                    names["percent"](log, names["MET"], drawn=True)
                    - names["percent"](log, names["MET"])
                )
            )
    assert (min(points), max(points)) == (-5, 5)
