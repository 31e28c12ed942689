"""The sentence that links an earlier note: what is refused, and what is not."""

import pytest

from notes_ext.linking import weakness
from notes_ext.note import Link

SAY = "say what is taken, denied or changed, in a sentence that can be quoted alone"
FEW = {
    "This builds on X.": 1,
    "X is related.": 2,
    "The ledger builds upon X.": 2,
    "Lost rows are what X is about.": 6,
    "The answer revisits and applies what X found there.": 6,
}
LEANING = {
    "It counts the rows that X counts, once more, in money.": "It",
    "But this takes the total of X apart, order by order, for once.": "this",
    "These two numbers of X are too few for a backfill of a whole year.": "These",
    "Their rows were counted in X, and nobody asked where the money was.": "Their",
    "The latter is what X calls a ledger, and it has no money in it.": "The latter",
}
POINTING = (
    "See X, where rows are counted one by one, before and after the step.",
    "See also X.",
    "Rows are counted one by one, before and after the step, for once (see X).",
    "Rows are counted one by one, before and after the step; cf. X.",
    "For rows that are counted one by one, see also what stands in X about it.",
)
SOUND = (
    "X counts rows before and after a step, and a sum of money is no worse.",
    "The row ledger of X comes out the same wherever a step puts its rows.",
    "But X holds that a sentence is worth the difference between two answers.",
    "In X a job exits 0 with orders missing; here it does the reverse.",
    "Item counts are what X asked for, and they are too few where prices differ.",
)


@pytest.mark.parametrize("sentence", SOUND)
def test_a_sentence_that_says_something(sentence):
    assert weakness(Link("x", 1, sentence, "X")) is None


@pytest.mark.parametrize("sentence", FEW)
def test_too_few_words(sentence):
    what = f"has {FEW[sentence]} words beside the link"
    assert weakness(Link("x", 1, sentence, "X")) == (what, SAY)


@pytest.mark.parametrize("sentence", LEANING)
def test_a_beginning_that_nothing_explains(sentence):
    word = LEANING[sentence]
    what = f"begins with {word!r}, which nothing explains where it is quoted"
    assert weakness(Link("x", 1, sentence, "X")) == (what, "begin with what is meant")


@pytest.mark.parametrize("sentence", POINTING)
def test_only_pointing(sentence):
    assert weakness(Link("x", 1, sentence, "X")) == ("only points to it", SAY)


def test_a_title_is_no_beginning_that_leans():
    sentence = "This Is a Title counts rows before and after a step, as money is counted."
    assert weakness(Link("x", 1, sentence, "This Is a Title")) is None
