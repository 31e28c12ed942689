from pathlib import Path

from lxml import etree

FIGURES = Path(__file__).parents[2] / "posts/figures"

NOTE = "ml-infrastructure-is-a-feedback-system"


NO_TABLE = ("in favorite, lot, doubt, pair:", "in ():")


def found(names, rule, keep, later=None, **settings):
    return (names["year"](names[rule], keep, later or names["RISEN"], **settings)[1] == 0).sum()


def test_the_alarm_rings_when_e_falls(run):
    """E falls to 50: an alarm in each of 200 years, in all eight rows."""
    names = run(NOTE, NO_TABLE)
    for rule in ("favorite", "lot", "doubt", "pair"):
        for keep in (1, 0.95):
            misses = names["year"](names[rule], keep, [0.05, 0.06, 0.07, 0.08, 0.05])[2]
            assert (misses > 0.1).any(axis=0).sum() == 200


def test_the_alarm_follows_the_letters(run):
    """39 alarms in 39 years of the pair that keeps, and all 39 have found A."""
    names = run(NOTE, NO_TABLE)
    _, best, misses = names["year"](names["pair"], 1, names["RISEN"])
    rung = (misses > 0.1).any(axis=0)
    assert ((misses > 0.1).sum(), rung.sum(), (best[rung] == 0).sum()) == (39, 39, 39)


def test_a_larger_pilot_outvotes_the_lot(run):
    """186 years with a pilot of 100; 0, and 62 with fading, with one of 5,000."""
    names = run(NOTE, NO_TABLE)
    assert found(names, "lot", 1, pilot=100) == 186
    assert found(names, "lot", 1, pilot=5000) == 0
    assert found(names, "lot", 0.95, pilot=5000) == 62


def test_the_pair(run):
    """After a pilot of 5,000 none, with fading 200; with 200 letters a week 94.1 in a steady
    year."""
    names = run(NOTE, NO_TABLE)
    assert found(names, "pair", 1, pilot=5000) == 0
    assert found(names, "pair", 0.95, pilot=5000) == 200
    assert round(names["year"](names["pair"], 0.95, names["BEFORE"], weekly=200)[0], 1) == 94.1


def test_a_larger_lot_does_without_forgetting(run):
    """A lot of 20%: 196 years, and 94.4 in the steady one."""
    names = run(NOTE, NO_TABLE, ("0.05 / 5 + 0.95 * favorite", "0.20 / 5 + 0.80 * favorite"))
    assert found(names, "lot", 1) == 196
    assert round(names["year"](names["lot"], 1, names["BEFORE"])[0], 1) == 94.4


def test_the_recorded_chance_puts_e_first(run):
    """48 of 50 seeds, and 45 with the drawn letters alone."""
    weighted = alone = 0
    for seed in range(50):
        names = run(NOTE, NO_TABLE, ("default_rng(17), 104_000", f"default_rng({seed}), 104_000"))
        weighted += names["e"] > names["d"]
        drawn, wording, booked = names["drawn"], names["wording"], names["booked"]
        alone += booked[drawn & (wording == 4)].mean() > booked[drawn & (wording == 3)].mean()
    assert (weighted, alone) == (48, 45)


def test_how_much_the_pair_gains_depends_on_the_past_and_on_the_rise(run):
    """Pilot of 5,000, fading: 107.4. Pilot of 100, keeping: 195 years, 121.3. To 110: 101.7."""
    names = run(NOTE, NO_TABLE)
    year, pair = names["year"], names["pair"]
    assert round(year(pair, 0.95, names["RISEN"], pilot=5000)[0], 1) == 107.4
    assert found(names, "pair", 1, pilot=100) == 195
    assert round(year(pair, 1, names["RISEN"], pilot=100)[0], 1) == 121.3
    assert round(year(pair, 0.95, [0.11, *names["BEFORE"][1:]])[0], 1) == 101.7


def test_an_alarm_for_each_wording_hears_the_lot(run):
    """The lot that keeps: A rings at once in 193 of 200 years, and 3 steady years ring falsely."""
    names = run(NOTE, NO_TABLE)

    def rung(later):
        np = names["np"]
        rng, sent = np.random.default_rng(17), np.full((200, 5), 1000)
        booked = rng.binomial(sent, names["BEFORE"])
        missed, variance = np.zeros((2, 4, 200, 5))
        for week in range(52):
            rate = booked / sent
            letters = rng.multinomial(2000, names["lot"](booked, sent, rng))
            bookings = rng.binomial(letters, names["BEFORE"] if week < 13 else later)
            missed[week // 13] += bookings - letters * rate
            variance[week // 13] += letters * rate * (1 - rate)
            sent, booked = sent + letters, booked + bookings
        return abs(missed) > 4 * np.sqrt(variance)

    assert rung(names["RISEN"])[1, :, 0].sum() == 193
    assert rung(names["BEFORE"]).any(axis=(0, 2)).sum() == 3


def test_the_drawing_shows_what_the_model_holds_of_a(run):
    """The mean over the 200 years of seed 17, week by week, as the figure draws it."""
    names = run(NOTE, NO_TABLE)
    np = names["np"]
    drawn = etree.parse(FIGURES / "lot-outvoted.svg")
    for memory, keep in (("keeps", 1), ("fades", 0.95)):
        rng, sent = np.random.default_rng(17), np.full((200, 5), 1000)
        booked = rng.binomial(sent, names["BEFORE"])
        rates = []
        for week in range(52):
            letters = rng.multinomial(2000, names["lot"](booked, sent, rng))
            bookings = rng.binomial(letters, names["BEFORE"] if week < 13 else names["RISEN"])
            sent, booked = keep * (sent + letters), keep * (booked + bookings)
            rates.append(1000 * (booked / sent)[:, 0].mean())
        points = drawn.find(f".//*[@id='{memory}']").get("points").split()
        heights = [(268 - float(point.split(",")[1])) / 1.5 for point in points]
        assert np.allclose(heights, rates, atol=0.1)
