import pytest

from notes_ext import sentences

SPLITS = {
    "One. Two? Three!": ["One.", "Two?", "Three!"],
    "Huang et al. (2017) say so. It holds.": ["Huang et al. (2017) say so.", "It holds."],
    "Mind e.g. The Times. Yes.": ["Mind e.g. The Times.", "Yes."],
    "J. Smith of the U.S. Army. Then": ["J. Smith of the U.S. Army.", "Then"],
    'He said "No more." Then he left.': ['He said "No more."', "Then he left."],
    "It cost 3.50 in 3.6 days": ["It cost 3.50 in 3.6 days"],
    "“So?” “Yes.”": ["“So?”", "“Yes.”"],
    "": [],
}


@pytest.mark.parametrize("text", SPLITS)
def test_split(text):
    assert sentences.split(text) == SPLITS[text]


@pytest.mark.parametrize(
    ("word", "sentence"), [("One", "One is it."), ("is two", "Two is two."), ("it", "One is it.")]
)
def test_around(word, sentence):
    text = "One is  it. Two is two. Three"
    assert sentences.around(text, text.index(word)) == sentence


def test_around_the_second_of_two_equal_sentences():
    text = "Yes. No. Yes. Why?"
    assert sentences.around(text, text.rindex("Yes")) == "Yes."
    assert sentences.around(text, text.rindex("Why")) == "Why?"
