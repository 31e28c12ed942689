def test_the_slack_foretells_and_is_spent_twice(run):
    """Of 200 seeds, the first partial read comes before the line's month in 81,
    in it in 38 and after it in 81; in 197 within five months of it. A deadline at
    2:45 is missed 3 to 11 months before the first partial read. Month 12 survives
    one claim of 15 minutes in all 200, two in none."""
    before = after = close = 0
    alarm, one, two = [], [], set()
    for seed in range(200):
        names = run("batch-jobs-need-owners", ("Random(4)", f"Random({seed})"))
        first, gone = names["partial"][0], names["gone"]
        before += first < round(gone)
        after += first > round(gone)
        close += abs(gone - first) <= 5
        one.append(names["first_longer_than"](45))
        alarm.append(first - one[-1])
        two.add(names["first_longer_than"](30))
    assert (before, after) == (81, 81)
    assert close == 197
    assert (min(alarm), max(alarm)) == (3, 11)
    assert min(one) > 12
    assert two == {12}
