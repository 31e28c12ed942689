SLUG = "lessons-from-reliable-data-systems"


def unreported(names, *off, checks=8):
    kept = {*[*names["right"][1]][:checks]} - {*off}
    return tuple(sum(not seen & kept for seen in names[kind]) for kind in ("by_job", "by_row"))


def test_the_zeros_stay_in_11_of_12_draws(run):
    """11 of 12 seeds: the ledger is idle for the job, the trailer for rows, purpose for both."""
    same, draws = 0, 12
    for seed in range(draws):
        names = run(SLUG, ("random.Random(33)", f"random.Random({seed})"))
        six, eight = unreported(names, checks=6), unreported(names)
        ledger = unreported(names, "ledger", checks=6)
        trailer = unreported(names, "trailer")
        assert unreported(names, "count", checks=6) == six
        zeros = (
            ledger[0] == six[0]
            and ledger[1] > six[1]
            and eight[0] == 0
            and trailer[1] == eight[1]
            and trailer[0] > eight[0]
            and unreported(names, "purpose", checks=6)[0] > six[0]
            and unreported(names, "purpose") == eight
        )
        assert zeros == bool(names["right"][1]["absence"])
        assert (len(names["by_job"]), six[0], eight[0]) == ((142, 24, 0) if zeros else (144, 33, 7))
        same += zeros
    assert same == 11


MONEY = """(len(sent) - once, len(rows) - once, *(
            sum(booked.get(key) or 0 for key in keys) - sum(
                booked[key] or 0 for key in {*keys} & {*sent} - {None})
            for booked in [{t[0]: t[3] for t in reversed(tickets) if t[1] == 2}]
            for keys in (sent, [row[0] for row in rows])))"""


def balanced(names):
    return tuple(sum("ledger" not in seen for seen in names[kind]) for kind in ("by_job", "by_row"))


def test_the_ledger_balances_for_81_with_the_kilos_booked(run):
    """At the kilos that came in, the ledger balances for 57 and 81."""
    assert balanced(run(SLUG, ("(len(sent) - once, len(rows) - once)", MONEY))) == (57, 81)


def test_each_check_alone(run):
    """142 and 151 tables, 57 and 86 past the ledger; tables that one of the six reports alone."""
    names = run(SLUG)
    assert (len(names["by_job"]), len(names["by_row"])) == (142, 151)
    assert balanced(names) == (57, 86)
    missed = [seen for seen in names["by_job"] if not seen & {*names["SIX"]}]
    assert sorted(map(sorted, missed)) == [["days"]] + 23 * [["slips"]]
    six = unreported(names, checks=6)
    alone = {
        check: tuple(
            without - left for without, left in zip(unreported(names, check, checks=6), six)
        )
        for check in names["SIX"]
    }
    assert alone == {
        "count": (0, 0),
        "ledger": (0, 17),
        "trailer": (7, 36),
        "absence": (7, 18),
        "rerun": (14, 0),
        "purpose": (1, 0),
    }
