from collections import Counter
from itertools import combinations, product

SLUG = "designing-for-data-minimization"


def test_other_onlookers_and_ten_other_days(run):
    """Any of the five facts: one ride at most from three tables; 10 other days: none, and 794 to
    894.

    Pairs of purposes tell about 0, 869 and 108. In 12 of 40 other days a dock had a single ride.
    """
    names = run(SLUG)
    ride, cut, told, rides = names["Ride"], names["cut"], names["told"], names["rides"]
    at_dock = ride(0, 0, 3, 0, 2, 2)
    whole = ride(0, 7, 3, 2, 2, 2)
    parts = [ride(0, 7, 3, 0, 0, 0), ride(0, 0, 0, 2, 0, 0), ride(0, 0, 0, 0, 2, 2)]
    three = [cut(rides, width) for width in parts]

    for facts in product((0, 7), (0, 3), (0, 2), (0, 2), (0, 2)):
        assert sum(told(table, ride(0, *facts)) for table in three) <= 1
    assert list(three[2].values()).count(1) == 108

    first = next(iter(rides))
    for table, width in zip(three, parts):
        assert next(iter(table)) == tuple(text[:size] for text, size in zip(first, width))
    alone = {key for key, count in three[2].items() if count == 1}
    commutes = cut(rides, ride(0, 0, 0, 2, 2, 2))
    seen = cut(commutes, at_dock)
    assert {key for key, count in seen.items() if count == 1} == alone
    assert told(commutes, at_dock) == len(alone)

    pairs = [ride(*map(max, one, other)) for one, other in combinations(parts, 2)]
    assert [told(cut(rides, pair), at_dock) for pair in pairs] == [0, 869, 108]

    shared, quiet = [], 0
    for seed in sorted({*range(41)} - {26}):
        names["rng"].seed(seed)
        day = type(rides)(names["ride"]() for _ in range(2400))
        alone = 1 in Counter(ride.dock for ride in day.elements()).values()
        quiet += alone
        if alone:
            assert told(cut(day, ride(0, 0, 0, 2, 2, 0)), at_dock) == 1
            assert told(cut(day, ride(0, 7, 0, 0, 2, 0)), at_dock) == 1
        if seed >= 10:
            continue
        assert [told(cut(day, width), at_dock) for width in parts] == [0, 0, 0]
        shared.append(told(cut(day, whole), at_dock))
    assert (min(shared), max(shared)) == (794, 894)
    assert quiet == 12
