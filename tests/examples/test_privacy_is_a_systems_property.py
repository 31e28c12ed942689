from collections import Counter

SLUG = "privacy-is-a-systems-property"


def test_loads_of_25_days_hide_what_daily_loads_show(run):
    """20 of 20 rolls: both tables and loads of 25 days have k >= 5; daily loads match 390 to
    438."""
    daily = []
    for seed in range(20):
        names = run(SLUG, ("Random(14)", f"Random({seed})"), ("in 1, 5, 25:", "in 1, 25:"))
        smallest = names["smallest"]
        assert smallest("lessons", "section, site") >= 5 and smallest("fees", "section, age") >= 5
        assert smallest("fees", "section, day // 25") >= 5
        lines = [line.split() for line in names["stdout"].splitlines()]
        daily.append(next(int(words[-2]) for words in lines if words[:2] == ["1", "days"]))
        assert next(int(words[-2]) for words in lines if words[:2] == ["25", "days"]) == 0
    assert (min(daily), max(daily)) == (390, 438)


def test_the_matched_are_alone_and_two_copies_give_the_new_rows(run):
    """The 423 enrolled alone in section and day; counts of two copies differ by the rows of the
    day."""
    db = run(SLUG)["db"]
    rows = db.execute("SELECT day, section, age FROM fees").fetchall()
    assert sum(count == 1 for count in Counter(row[:2] for row in rows).values()) == 423
    for day in range(0, 400, 10):
        copies = [Counter(row[1:] for row in rows if row[0] < end) for end in (day, day + 1)]
        assert copies[1] - copies[0] == Counter(row[1:] for row in rows if row[0] == day)


def test_with_the_age_a_load_of_25_days_fails_too(run):
    """Grouped by section and age, its k is 1 and 197 pupils are alone."""
    names = run("privacy-is-a-systems-property")
    assert names["smallest"]("fees", "section, age, day // 25") == 1
    grouped = "SELECT count(*) AS k FROM fees GROUP BY section, age, day // 25"
    alone = f"SELECT count(*) FROM ({grouped}) WHERE k = 1"
    assert names["db"].execute(alone).fetchone() == (197,)
