def test_arrival_foretells_what_is_served_and_one_delay_does_not(run):
    """4 of 4 seeds: by arrival within 0.04 of served; one delay 0.08 too high, by lot 0.02."""
    held = 0
    for seed in range(4):
        names = run("building-trustworthy-feature-stores", ("Random(31)", f"Random({seed})"))
        assert 90 in range(60, names["LAUNCH"])
        rows = [line.split() for line in names["stdout"].splitlines() if "held" not in line]
        figure = [
            {name: (float(past), float(live)) for name, past, live in rows[at : at + 3]}
            for at in (0, 3, 6)
        ]
        served = figure[0]["when_written"][1]
        severe, lot = figure[1:]
        held += (
            abs(figure[0]["when_arrived"][0] - served) <= 0.04
            and min(figure[0]["when_sampled"]) - served >= 0.14
            and all(
                severe["usual"][i] - severe["when_arrived"][i] >= 0.08
                and severe["slowest"][i] < severe["when_arrived"][i]
                and 0 <= lot["usual"][i] - lot["when_arrived"][i] <= 0.025
                for i in (0, 1)
            )
        )
    assert held == 4


def test_one_delay_fails_by_lot_too_if_lateness_is_common(run):
    """2 of 2 seeds: with three in ten held back by lot it is 0.03 to 0.07 too high."""
    for seed in range(2):
        names = run(
            "building-trustworthy-feature-stores",
            ("Random(31)", f"Random({seed})"),
            ("< 0.05", "< 0.3"),
            ("compare(lambda iron: iron > 45, when_arrived, usual, slowest)", ""),
            ("compare(lambda iron: iron > 45, when_sampled, when_written, when_arrived)", ""),
        )
        arrived, usual = (
            list(map(float, line.split()[1:])) for line in names["stdout"].splitlines()[-3:-1]
        )
        assert all(0.03 <= u - a <= 0.07 for u, a in zip(usual, arrived))


def test_the_size_depends_on_the_extra_days(run):
    """3 seeds: with four extra days one delay is 0.06 too high on average.

    At 5% late, 95 in 100 are usual."""
    for days, off in [(4, 0.06)]:
        apart = []
        for seed in range(3):
            names = run(
                "building-trustworthy-feature-stores",
                ("Random(31)", f"Random({seed})"),
                ("8 * held_back", f"{days} * held_back"),
                ("> 3 for", "> 2 for"),
                ("compare(lambda iron: iron > 45, when_sampled, when_written, when_arrived)", ""),
                ("compare(lambda iron: rng.random() < 0.05, when_arrived, usual, slowest)", ""),
            )
            arrived, usual = (
                list(map(float, line.split()[1:])) for line in names["stdout"].splitlines()[1:3]
            )
            apart += [u - a for u, a in zip(usual, arrived)]
        assert round(sum(apart) / len(apart), 2) == off


FIRST = "compare(lambda iron: iron > 45, when_sampled, when_written, when_arrived)"
SECOND = "compare(lambda iron: iron > 45, when_arrived, usual, slowest)"
THIRD = "compare(lambda iron: rng.random() < 0.05, when_arrived, usual, slowest)"


def test_one_day_and_one_more(run):
    """2 seeds: one day for a report, one more above 45: one delay is 0.02 too high on average, the
    sampling date 0.03.

    WearCheck's pages: 24 hours, 99% in 48."""
    apart = {"usual": [], "when_sampled": []}
    for seed in range(2):
        names = run(
            "building-trustworthy-feature-stores",
            ("Random(31)", f"Random({seed})"),
            ("sampled + 3 + 8 * held_back", "sampled + 1 + 1 * held_back"),
            ("> 3 for", "> 1 for"),
            ("return sampled + 4", "return sampled + 2"),
            (FIRST, ""),
            (THIRD, ""),
            (SECOND, SECOND.replace("slowest", "when_sampled")),
        )
        rows = {
            line.split()[0]: list(map(float, line.split()[1:]))
            for line in names["stdout"].splitlines()[1:]
        }
        for name in apart:
            apart[name] += [u - a for u, a in zip(rows[name], rows["when_arrived"])]
    assert [round(sum(each) / 4, 2) for each in apart.values()] == [0.02, 0.03], apart


def test_low_iron_held_back_does_little(run):
    """1 seed: with iron below 30 held back, half late, one delay is 0.02 too high on average; late
    reports are no oftener
    of damaged gearboxes there, and with iron above 45 in 56% against 29%."""
    apart = []
    for seed in range(1):
        names = run(
            "building-trustworthy-feature-stores",
            ("Random(31)", f"Random({seed})"),
            (FIRST, ""),
            (THIRD, ""),
            (SECOND, SECOND.replace("> 45", "< 30")),
        )
        lines = names["stdout"].splitlines()
        assert 45 <= int(lines[0].split()[2].rstrip("%")) <= 53, lines
        arrived, usual = (list(map(float, line.split()[1:])) for line in lines[1:3])
        apart += [u - a for u, a in zip(usual, arrived)]
    assert round(sum(apart) / len(apart), 2) == 0.02, apart
    names = run("building-trustworthy-feature-stores", (FIRST, ""), (SECOND, ""), (THIRD, ""))
    shares = []
    for held_back in (lambda iron: iron > 45), (lambda iron: iron < 30):
        found = {True: [], False: []}
        for _, damaged, reports in names["inspect"](range(120, 180), held_back):
            for sampled, arrived, *_ in reports:
                found[arrived - sampled > 3].append(damaged)
        shares.append([round(100 * sum(found[late]) / len(found[late])) for late in (True, False)])
    assert shares[0] == [56, 29] and shares[1][0] <= shares[1][1], shares
