def test_the_slack_foretells_and_is_spent_twice(run):
    """197 of 200 seeds: the fitted month is within 5 of the first partial read;
    month 12 survives one claim of 15 minutes in all 200, two in none."""
    close, one, two = 0, [], set()
    for seed in range(200):
        names = run("batch-jobs-need-owners", ("Random(4)", f"Random({seed})"))
        close += abs(names["gone"] - names["partial"][0]) <= 5
        one.append(names["first_longer_than"](45))
        two.add(names["first_longer_than"](30))
    assert close == 197
    assert min(one) > 12
    assert two == {12}
