import re

SLUG = "partitions-and-practical-performance"
RETURNING = (
    "chance.sample(range(daily), daily)",
    "chance.sample([*range(daily // 10)] * 10, daily)",
)


def reads(text):
    return [
        [float(blocks) for blocks in re.findall(r"([\d.]+) \(", line)] for line in text.splitlines()
    ]


def held(writes):
    """The blocks that hold a customer, as a mean over customers: what a complete dictionary
    leaves to read."""
    blocks = [
        {sale[2] for sale in write[at : at + 1_000]}
        for write in writes
        for at in range(0, len(write), 1_000)
    ]
    return round(sum(map(len, blocks)) / len(set().union(*blocks)), 1)


def ten_day_lines(names):
    came, ordered = names["came"], names["by_customer"]
    return (
        came,
        ordered(came),
        ordered(names["quarters"]),
        ordered(names["late"]),
        ordered(came[:-1]) + came[-1:],
    )


def test_a_complete_dictionary_leaves_ten_blocks_and_costs_three_quarters(run):
    """10.0 blocks hold a customer in all five ten-day lines, where the ranges leave 39.9, 10.0,
    39.9, 19.6 and 13.0; of a block's 43 bits a row 32 are the customers' dictionary."""
    names = run(SLUG)
    assert [held(writes) for writes in ten_day_lines(names)] == [10.0] * 5
    assert [line[2] for line in reads(names["stdout"])[2:]] == [39.9, 10.0, 39.9, 19.6, 13.0]
    pa, pq, file = names["pa"], names["pq"], names["pa"].BufferOutputStream()
    customers = pa.array([sale[2] for sale in names["came"][0]])
    table = pa.Table.from_arrays([customers], ["customer"])
    pq.write_table(table, file, row_group_size=1_000)
    footer = pq.read_metadata(pa.BufferReader(file.getvalue()))
    for chunk in (footer.row_group(block).column(0) for block in range(4)):
        dictionary = chunk.data_page_offset - chunk.dictionary_page_offset
        assert 32 <= dictionary * 8 / 1_000 < 33
        assert 0.74 < dictionary / chunk.total_compressed_size < 0.76


def test_returning_customers_need_the_sort_even_with_a_dictionary(run):
    """A tenth as many customers with ten sales a day: each is in nearly all four blocks
    of an unsorted day (37.9 of 40 blocks hold it), and in 10.0 once sorted."""
    names = run(SLUG, RETURNING)
    came, ordered, *_ = map(held, ten_day_lines(names))
    assert 37 < came < 38.5 and ordered == 10.0
    assert reads(names["stdout"])[3] == [4.0, 4.0, 10.0]


def test_another_seed_costs_the_same_blocks(run):
    """With other random hours and customers 39.9, 10.0, 39.9, 19 to 20 and
    13.0 blocks for a customer, as in the note."""
    names = run(SLUG, ("random.Random(days)", "random.Random(days + 1_000)"))
    customer = [line[2] for line in reads(names["stdout"])]
    assert customer[2:5] == [39.9, 10.0, 39.9] and 19 < customer[5] < 20 and customer[6] == 13.0
