from collections import Counter
from random import Random

SLUG = "data-quality-is-product-quality"
NEWEST = '"newest twenty": lambda day, brand: day == 1,'
OLDEST = '"oldest twenty": lambda day, brand: day == 50,'
FIRST_BRAND = "brand == 1 and day <= 10"


def rings(printed):
    """Per gap the printed percentages of mornings: rows, today, brands, views."""
    lines = printed.splitlines()[2:-1]
    return {
        line[:13].strip(): [int(cell.rstrip("%")) for cell in line.split()[-4:]] for line in lines
    }


def test_other_seeds(run):
    """Seeds 1 to 10. For the front page the alarm on today's arrivals rings on 18% to 100% of
    mornings, the alarms on all rows and brands on at most 14%, exposure every time. If only
    the most viewed product is bare, exposure rings on 8% to 38%."""
    today, rows_and_brands, views, single = [], [], [], []
    for seed in range(1, 11):
        rung = rings(
            run(
                SLUG,
                ("Random(2019)", f"Random({seed})"),
                (NEWEST, ""),
                (OLDEST, ""),
                (FIRST_BRAND, "day * brand == 1"),
            )["stdout"]
        )
        rows, arrivals, brands, exposure = rung["front page"]
        today.append(arrivals)
        rows_and_brands += rows, brands
        views.append(exposure)
        single.append(rung["first brand"][3])
    assert (min(today), max(today)) == (18, 100)
    assert max(rows_and_brands) == 14
    assert set(views) == {100}
    assert (min(single), max(single)) == (8, 38)


def test_the_mornings_of_the_note(run):
    """Each alarm rings on at most four of 400 mornings without a gap. A slice for each brand and
    five days finds the front page. A slice for the twenty most viewed products rings for the same
    three gaps as exposure. Noisy weights: the front page on 96% and 75%, means of 20 draws."""
    names = run(SLUG)
    shop, mornings = names["shop"], names["mornings"]
    gaps = {
        gap: {product for product in shop if hit(*product)} for gap, hit in names["gaps"].items()
    }
    assert [
        sum(share(bare) > limit for bare in mornings)
        for share, limit in zip(names["shares"].values(), names["limits"])
    ] == [4, 1, 3, 4]

    def rung(share, *laid):
        limit = sorted(map(share, mornings))[-5]
        return [sum(share(bare | gaps[gap]) > limit for bare in mornings) / 4 for gap in laid]

    def cell(bare):
        return max(Counter(((day - 1) // 5, brand) for day, brand in bare).values()) / 5

    def most_viewed(bare):
        return sum(day * brand <= 8 for day, brand in bare) / 20

    assert rung(cell, "front page") == [100]
    assert [round(percent) for percent in rung(most_viewed, *gaps)] == [100, 0, 100, 100]
    for sigma, mean in (1.0, 96), (1.5, 75):
        percents = []
        for seed in range(20):
            noise = Random(seed)
            weights = {
                product: count * noise.lognormvariate(0, sigma)
                for product, count in names["views"].items()
            }
            percents += rung(
                lambda bare, weights=weights: sum(weights[p] for p in bare), "front page"
            )
        assert round(sum(percents) / 20) == mean


def test_without_a_curve_exposure_is_the_alarm_on_all_rows(run):
    rung = rings(run(SLUG, ("1 / day / brand", "1"))["stdout"])
    assert all(rows == views for rows, _, _, views in rung.values())
