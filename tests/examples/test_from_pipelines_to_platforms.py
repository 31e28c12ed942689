NOTE = "from-pipelines-to-platforms"


def test_closing_over_forty_seeds(run):
    """The tolerance always leaves fewest points; left out is unanimous in 39, late in 33."""
    coast = valley = 0
    for seed in range(40):
        names = run(NOTE, ("Random(2)", f"Random({seed})"))
        left, questions = names["left"], names["QUESTIONS"]

        def apart(option, left=left):
            return max(max(line) - min(line) for line in zip(*left(option)))

        worst = {name: max(map(apart, options)) for name, options in questions.items()}
        assert min(worst, key=worst.get) == "on time"
        coast += all(c > v for c, v in left("left out"))
        valley += all(c < v for c, v in left("late", "the year's"))
    assert (coast, valley) == (39, 33)


def test_equal_withdrawals_leave_no_quarrel(run):
    """Control, 6% withdrawn on each line: all rules name the coast, here and in 32 of 40 seeds."""
    agreed = []
    for seed in range(40):
        names = run(
            NOTE,
            ("Random(2)", f"Random({seed})"),
            ("rng, 12, 2.2", "rng, 6, 2.2"),
            ("rng, 1, 2.5", "rng, 6, 2.5"),
        )
        agreed.append(all(c > v for c, v in names["figures"].values()))
    assert agreed[2] and sum(agreed) == 32


def test_with_separate_rules_it_matters_how_the_tolerance_is_closed(run):
    """The valley ahead in every pair: at six minutes in 35 of 40 seeds, at three in 6."""
    settled = {"within 3": 0, "within 6": 0}
    for seed in range(40):
        left = run(NOTE, ("Random(2)", f"Random({seed})"))["left"]
        for tolerance in settled:
            pairs = left("late", "the year's", tolerance)
            settled[tolerance] += all(c < v for c, _ in pairs for _, v in pairs)
    assert settled == {"within 3": 6, "within 6": 35}


def test_two_of_the_four_are_thin(run):
    """Late with the year's timetable: two of four rules name the valley by under two points."""
    leads = [v - c for c, v in run(NOTE)["left"]("late", "the year's")]
    assert all(lead > 0 for lead in leads) and sum(lead < 2 for lead in leads) == 2
