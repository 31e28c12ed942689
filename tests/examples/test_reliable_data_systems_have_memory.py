def test_cancellation_is_common_and_the_second_column_sees_it(run):
    """Of 100 years 21 leave April's figure alone, 50 within a day; 97 differ."""
    alone = near = differ = 0
    for seed in range(100):
        names = run("reliable-data-systems-have-memory", ("Random(24)", f"Random({seed})"))
        february, april, june = (
            names["days_over"](names["log"][date]) for date in ("02-01", "04-01", "06-01")
        )
        alone += april == february
        near += abs(april - february) <= 1
        differ += april != june
    assert (alone, near, differ) == (21, 50, 97)
