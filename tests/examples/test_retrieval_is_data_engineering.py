from math import log, sqrt
from random import Random

SLUG = "retrieval-is-data-engineering"
NEIGHBORS = {
    "TCP congestion control": "5681", "TCP authentication option": "5925",
    "TCP high performance": "7323", "SMTP message size": "1870",
    "SMTP command pipelining": "2920", "SMTP reply codes": "7504", "NTP autokey": "5906",
    "NTP extension fields": "7822", "Network Time Security": "8915",
}  # fmt: skip


def test_loaded_in_a_random_order_it_finds_a_little_over_three(run):
    """300 orders: between 3 and 4 of 12 on average."""
    names, chance, found = run(SLUG), Random(22), 0
    for _ in range(300):
        corpus = chance.sample(names["oldest"], len(names["oldest"]))
        found += sum(
            standard in names["ranked"](question, corpus)[:3]
            for question, standard in names["asked"]
        )
    assert 3.1 < found / 300 < 3.7


def test_the_exchange_leaves_the_neighbors_in_force_where_they_are(run):
    """Nine questions: the neighbor comes first for eight, and second for NTP autokey."""
    names = run(SLUG)
    places = {
        question: names["exchanged"](question, names["oldest"]).index(neighbor)
        for question, neighbor in NEIGHBORS.items()
    }
    assert len(NEIGHBORS) == 9
    assert [question for question, place in places.items() if place] == ["NTP autokey"]
    assert places["NTP autokey"] == 1
    assert names["exchanged"]("NTP autokey", names["oldest"])[0] == "5905"


def test_one_title_leads_only_to_the_document_that_retires_it(run):
    """RFC 879: its heirs are 7805 and 9293, and with the superseded dropped only 7805 is found."""
    names = run(SLUG)
    in_force = [rfc for rfc in names["oldest"] if rfc not in names["successors"]]
    shown = names["ranked"](names["titles"]["0879"], in_force)[:3]
    assert set(names["heirs"]("0879")) == {"7805", "9293"}
    assert "7805" in shown and "9293" not in shown


def test_a_ranking_with_a_bonus_for_high_numbers(run):
    """At the best of seven weights 8 of 12, and 5 at six times that weight."""
    names = run(SLUG)
    words, titles, corpus = names["words"], names["titles"], names["oldest"]
    has = {rfc: words(title) for rfc, title in titles.items()}

    def found(weight):
        count = 0
        for question, standard in names["asked"]:
            told = {
                word: log(1 + len(corpus) / sum(word in has[rfc] for rfc in corpus))
                for word in words(question)
                if any(word in has[rfc] for rfc in corpus)
            }
            score = {
                rfc: sum(told[word] for word in sorted(told) if word in has[rfc])
                / sqrt(len(has[rfc]))
                for rfc in corpus
            }
            best = max(score.values())
            ranked = sorted(
                corpus,
                reverse=True,
                key=lambda rfc, score=score, best=best: (
                    score[rfc] / best + weight * int(rfc) / 10_000
                ),
            )
            count += standard in ranked[:3]
        return count

    counts = {weight: found(weight) for weight in (0.1, 0.2, 0.5, 1, 1.5, 2, 3)}
    assert max(counts.values()) == counts[0.5] == 8
    assert counts[3] == 5
