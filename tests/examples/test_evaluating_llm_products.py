import numpy as np

NOTE = "evaluating-llm-products"
FEWER = [("range(1000)", "range(200)"), ("10**6", "10**4")]


def leads(names, judge):
    """The correlation of A's lead, by key and by a judge, in the proportions of the table."""
    good, asked = names["good"], names["asked"]
    rate = names["judges"][judge]
    share = asked / asked.sum()
    by_key, by_judge = good[:, 0] - good[:, 1], rate[:, 0] - rate[:, 1]
    mean_key, mean_judge = share @ by_key, share @ by_judge
    var_key = share @ by_key**2 - mean_key**2
    var_judge = share @ (by_judge**2 + (rate * (1 - rate)).sum(1)) - mean_judge**2
    both = share @ (by_key * by_judge) - mean_key * mean_judge
    return both / np.sqrt(var_key * var_judge)


def test_the_totals_on_the_page(run):
    """316, 263, 301 and 345 of 400; agreement 88% on A; A's errors on both put B ahead by 16."""
    names = run(NOTE, *FEWER)
    good, asked, passed = names["good"], names["asked"], names["passed"]
    assert list(asked @ good) == [316, 263]
    assert list(passed.sum(0)) == [301, 345]
    agrees = (good * passed + (1 - good) * (asked[:, None] - passed)).sum(0)
    assert list(agrees) == [351, 302]
    of_good, of_bad = names["errors"](
        good.repeat(asked, 0), (passed / asked[:, None]).repeat(asked, 0)
    )
    ahead = passed[:, 1] - passed[:, 0]
    assert ahead.sum() == 44 and ahead[0] + ahead[3] == 34
    assert [f"{rate:.0%}" for rate in (*of_good, *of_bad)] == ["90%", "97%", "20%", "66%"]
    assert [f"{divisor:.2f}" for divisor in of_good - of_bad] == ["0.70", "0.31"]
    assert round(100 * ahead.sum() / 400 / (of_good - of_bad)[0]) == 16


def test_what_the_judges_are_worth(run):
    """At most 470 and 1,290 questions; with 2,000 verdicts 60 and 540 more than the 400."""
    names = run(NOTE, *FEWER)
    for judge, most, more in ("this judge", 470, 60), ("5% of either", 1290, 540):
        squared = leads(names, judge) ** 2
        assert round(400 / (1 - squared), -1) == most
        assert round(400 / (1 - squared / 1.2) - 400, -1) == more


def test_seeds(run):
    """In 2 seeds: this judge never has A ahead and its correction is far behind the key; the last
    judge's is ahead of it, and key and judge is ahead of both."""
    for seed in range(2):
        names = run(
            NOTE,
            *FEWER,
            ("default_rng(23)", f"default_rng({seed})"),
            (
                "    marks, verdicts = draw(",
                "    kept = [*locals().get('kept', []), draws]\n    marks, verdicts = draw(",
            ),
        )
        first, _, last = names["kept"]
        _, corrected, key, both = 196 * first.std(0)
        assert both < key < corrected / 2 and abs(key - 4.9) < 0.6
        assert (first[:, 0] < 0).all() and (first[:, 2] > 0).all()
        _, corrected, key, both = 196 * last.std(0)
        assert both < min(corrected, key) and (last[:, 0] > 0).all()


def test_the_correction_of_a_good_judge(run):
    """Over 1,000 draws its margin is smaller than the key's, and this judge's average too high."""
    names = run(NOTE, *FEWER)
    margins = {}
    for judge in "this judge", "5% of either":
        rates = names["judges"][judge]
        draws = names["np"].array(
            [
                names["estimates"](*names["draw"](400, rates), names["draw"](2000, rates)[1])
                for _ in range(1000)
            ]
        )
        margins[judge] = draws.mean(0), 196 * draws.std(0)
    assert margins["this judge"][0][1] > 0.1325
    assert margins["5% of either"][1][1] < margins["5% of either"][1][2]
