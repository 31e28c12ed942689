def test_the_slack_foretells_and_is_spent_twice(run):
    """197 of 200 seeds: the fitted month is within 5 of the first partial read;
    month 12 survives one change alone in all 200, both together in none."""
    close, alone, together = 0, [], set()
    for seed in range(200):
        names = run("batch-jobs-need-owners", ("Random(4)", f"Random({seed})"))
        close += abs(names["gone"] - names["partial"][0]) <= 5
        alone += [names["first_partial"](15, 0), names["first_partial"](0, 15)]
        together.add(names["first_partial"](15, 15))
    assert close == 197
    assert min(alone) > 12
    assert together == {12}
