from itertools import product


def test_no_order_of_restores_and_resends_brings_her_back(run):
    """64 orders of six restores and resends (two days of swims): both lines with `entry` stay
    nowhere."""
    names = run("deleting-data-is-engineering", ("range(1, 61)", "range(1, 3)"))
    cells = set()
    for order in product(["restore", "resend"], repeat=6):
        names["steps"] = order
        for way in "entry", "entry, number":
            cells.update(names["history"](way))
    assert cells == {"nowhere"}
