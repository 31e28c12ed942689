from random import Random

SLUG = "partitions-and-practical-performance"


def product(names, ordered):
    _, a_day, a_customer = names["blocks_read"](ordered)
    return a_day * a_customer


def test_random_orders_stay_above_the_floor(run):
    """5 of 5 other shuffles: the block product is above 1,598. In two other
    random tenths no layout of the note has a product below 41."""
    names = run(SLUG)
    orders = names["layouts"]["by day"]
    assert all(
        product(names, Random(seed).sample(orders, len(orders))) > 1598 for seed in range(2, 7)
    )
    pairs = names["pairs"]
    lowest = min(
        product(names, names["in_tiles"](tenth, wide))
        for seed in range(2, 4)
        for tenth in [Random(seed).sample(pairs, 40_000)]
        for wide in (1_000, 200, 10, 1)
    )
    assert 41 < lowest < 42
