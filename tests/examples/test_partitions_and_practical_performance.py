from itertools import groupby
from random import Random

SLUG = "partitions-and-practical-performance"


def files_by_day(orders):
    return [list(day) for _, day in groupby(orders, key=lambda order: order[0])]


def test_unequal_days_and_customers(run):
    """2 of 2 tables with ten unequal days, a file each, and one customer with
    two orders in five: in order of arrival a customer costs more than 40
    blocks, sorted within the day 10.0 or 9.9, and a day costs the same."""
    names = run(SLUG)
    for seed in range(2):
        chance = Random(seed)
        days = chance.choices(range(10), [chance.uniform(0.5, 1.5) for _ in range(10)], k=40_000)
        orders = [
            (day, 24 * day + chance.randrange(24), int(chance.paretovariate(0.8))) for day in days
        ]
        largest = sum(customer == 1 for *_, customer in orders)
        assert 0.41 < largest / 40_000 < 0.44
        customers = sorted({customer for *_, customer in orders})
        chance.shuffle(customers)
        number = {customer: i for i, customer in enumerate(customers)}
        came = sorted(
            ((day, hour, number[customer]) for day, hour, customer in orders),
            key=lambda order: order[1],
        )
        day, _, customer = map(float, names["blocks_read"](*files_by_day(came)))
        kept, _, reached = map(
            float, names["blocks_read"](*files_by_day(names["by_customer"](came)))
        )
        assert customer > 40 and reached in (9.9, 10.0) and kept == day
