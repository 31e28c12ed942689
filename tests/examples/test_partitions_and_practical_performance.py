import re

SLUG = "partitions-and-practical-performance"


def cells(text):
    return [
        [(float(reads), int(bits)) for reads, bits in re.findall(r"([\d.]+) \((\d+)\)", line)]
        for line in text.splitlines()
    ]


def test_ten_orders_a_day_shrink_the_table(run):
    """A tenth as many customers with ten orders a day each: their column goes
    from 22 bits to 6 and the table shrinks; the sort saves the same blocks."""
    names = run(
        SLUG,
        ("chance.sample(range(daily), daily)", "chance.sample([*range(daily // 10)] * 10, daily)"),
    )
    _, _, came, ordered, *_ = cells(names["stdout"])
    assert (came[2][1], ordered[2][1]) == (22, 6)
    assert sum(bits for _, bits in ordered) < sum(bits for _, bits in came)
    assert [reads for reads, _ in ordered] == [4.0, 4.0, 10.0]


def test_another_seed_costs_the_same_blocks(run):
    """With other random hours and customers 39.9, 10.0, 39.9, 19 to 20 and
    13.0 blocks for a customer, as in the note."""
    names = run(SLUG, ("random.Random(days)", "random.Random(days + 1_000)"))
    reads = [line[2][0] for line in cells(names["stdout"])]
    assert reads[2:5] == [39.9, 10.0, 39.9] and 19 < reads[5] < 20 and reads[6] == 13.0
