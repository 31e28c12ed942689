def test_a_quarter_of_an_hour_in_hand(run):
    """A page at 2:55 wakes 18 and keeps all 5 mornings."""
    names = run("observability-for-humans")
    assert names["clock"](175) == "2:55"
    assert names["clock_alone"](175) == (18, 5)
