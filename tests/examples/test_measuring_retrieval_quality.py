import re

import numpy as np

NOTE = "measuring-retrieval-quality"
SEED = "default_rng(29)"
FEWER = ("(5000, 50)", "(1000, 50)")
KEEP = (
    "    holes[question] = 10 - len(known)\n",
    """\
    holes[question] = 10 - len(known)
    lists.append((useful, old, known, ten))
""",
)
LISTS = (
    "zeroed, skipped, disputed, holes = np",
    "lists = []\nzeroed, skipped, disputed, holes = np",
)
LINE = re.compile(r"^(.+?) +([+-][\d.]+)  \[([+-][\d.]+), ([+-][\d.]+)\]", re.MULTILINE)


def dcg(gains):
    return (np.asarray(gains, float) / np.log2(np.arange(2, len(gains) + 2))).sum()


def best(count):
    return dcg(np.ones(min(10, count))) or 1.0


def test_sides(run):
    """Of 100 seeds: useless below zero in 100, skipped spans it in 92, useful above it in 100,

    Right side with 40, all, and all with marks turned: 73, 83 and 40, then 38, 44 and 25; none
    wrong. With all labeled the change averages -0.68 and +0.44.
    """
    signs, changes = [], []
    for seed in range(100):
        printed = run(NOTE, (SEED, f"default_rng({seed})"), FEWER)["stdout"]
        lines = LINE.findall(printed)
        assert len(lines) == 9
        signs.append([(float(low) > 0) - (float(high) < 0) for *_, low, high in lines])
        changes.append([float(change) for _, change, _, _ in lines])
    counts = [tuple(int((line == side).sum()) for side in (-1, 0, 1)) for line in np.array(signs).T]
    assert counts == [
        (100, 0, 0),
        (3, 92, 5),
        (0, 0, 100),
        (73, 27, 0),
        (83, 17, 0),
        (40, 60, 0),
        (0, 62, 38),
        (0, 56, 44),
        (0, 75, 25),
    ]
    average = np.mean(changes, axis=0)
    assert (round(average[4], 2), round(average[7], 2)) == (-0.68, 0.44)


def test_figures_worked_out_in_the_prose(run):
    """23% of the new ten are holes; a model that passes 97% and 66% passes 72%, and 0.70 ahead."""
    names = run(NOTE)
    zeroed, holes = names["zeroed"], names["holes"]
    passes = (21 * 0.97 + 92 * 0.66) / 113
    assert round(holes.mean() * 10) == 23 and round(100 * passes) == 72
    assert round(zeroed.mean() + holes.mean() * passes, 2) == 0.70
    assert round((names["skipped"] - zeroed).mean(), 2) == 0.96
    assert round(100 * 90 / 113) == 100 * 32 / 40 == 80 and round(100 * 21 / 113) == 19


def test_the_old_search_loses_ndcg(run):
    """With the finds of the second world labeled, its nDCG goes from 0.75 to 0.68."""
    names = run(NOTE, LISTS, KEEP)
    before = np.mean(
        [dcg(useful[old]) / best(useful.sum()) for useful, old, _, _ in names["lists"]]
    )
    after = np.mean(
        [
            dcg(useful[old]) / best(useful.sum() + good)
            for (useful, old, _, _), good in zip(names["lists"], names["good"])
        ]
    )
    assert (round(before, 2), round(after, 2)) == (0.75, 0.68)


def test_titles_of_rfcs(run):
    """By the key newest first wins 4 to 2; by labels from the search as loaded it loses 1 to 2."""
    names = run("retrieval-is-data-engineering")
    first = {q: set(names["ranked"](q, names["oldest"])[:3]) for q, _ in names["asked"]}
    for name, credited, found in [("as loaded", 2, 2), ("newest first", 1, 4)]:
        search, corpus, k = names["searches"][name]
        tops = {q: search(q, corpus)[:k] for q, _ in names["asked"]}
        assert sum(s in tops[q] and s in first[q] for q, s in names["asked"]) == credited
        assert sum(s in tops[q] for q, s in names["asked"]) == found
