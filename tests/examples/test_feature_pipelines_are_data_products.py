import re

SLUG = "feature-pipelines-are-data-products"
ROW = re.compile(
    r"(null|zero|retrained|age) +\d+% +([\d.]+) +[\d.]+"
    r" +[\d.]+ +[\d.]+ +[\d.]+ +(\d+)\n"
)


def rows(names):
    found = {}
    for label, drift, depot in ROW.findall(names["stdout"]):
        found.setdefault(label, (float(drift), int(depot)))
    return found


def test_the_alarm_rings_for_the_ages_and_passes_the_fill(run):
    """8 of 8 pairs of other seasons: the drift in days is below 0.1 for the fill and
    above it for the ages; most wanted books in the depot after the fill, fewest after
    the ages (both under the running model)."""
    drifts = depots = 0
    for season in range(8):
        row = rows(
            run(
                SLUG, ("shelf(2021)", f"shelf({season})"), ("shelf(2022)", f"shelf({season + 100})")
            )
        )
        drifts += row["zero"][0] < 0.1 < row["age"][0]
        depots += row["age"][1] < row["null"][1] < row["zero"][1]
    assert (drifts, depots) == (8, 8)


def test_with_fewer_loans_the_fill_rings_too(run):
    """At 0.7 of the loans: 15% null, and the drift of the fill in days passes 0.1; not at 0.8."""
    drifts = {}
    for share in (0.7, 0.8):
        names = run(SLUG, ("1 / 120", f"{share} / 120"))
        zero, _ = names["zero_if_never"](names["owned"], names["ago"])
        drifts[share] = names["drift"](names["ago_then"], zero)
        if share == 0.7:
            assert round(names["unlent"].mean(), 2) == 0.15
    assert drifts[0.7] > 0.1 > drifts[0.8]


def test_a_depot_drawn_by_lot_and_the_null_rates_of_the_branches(run):
    """Some 850 wanted among 2,000 drawn by lot; 100% null in the silent branch, at most 13%
    elsewhere."""
    names = run(SLUG)
    assert round(names["wanted"].mean() * 2000, -1) == 850
    np = names["np"]
    null = np.isnan(names["heard"])
    rates = [null[np.arange(len(null)) % 12 == branch].mean() for branch in range(12)]
    assert rates[7] == 1
    assert round(max(rates[:7] + rates[8:]), 2) == 0.13


def test_null_with_the_date_added_sends_as_few(run):
    """A model of the null and the date added sends the same 166 from version one."""
    names = run(SLUG)
    np, edges = names["np"], names["EDGES"]

    def cells(owned, ago):
        added = 10 + np.searchsorted(edges, owned, side="right")
        return np.where(np.isnan(ago), added, names["cell"](ago))

    then = cells(names["owned_then"], names["ago_then"])
    model = np.bincount(then, names["wanted_then"], 20) / np.maximum(
        np.bincount(then, minlength=20), 1
    )
    score = model[cells(names["owned"], names["ago"])]
    assert names["wanted"][names["depot"](score)].sum() == 166


def test_retrained_on_the_ages_alone_the_depot_is_what_it_was(run):
    """173 without the second column, retrained or not; no other seed is needed for a count."""
    names = run(SLUG)
    days, _ = names["age_if_never"](names["owned_then"], names["ago_then"])
    model = names["train"]((days, False), names["wanted_then"])
    now, _ = names["age_if_never"](names["owned"], names["ago"])
    assert names["wanted"][names["depot"](model[names["cell"](now)])].sum() == 173
