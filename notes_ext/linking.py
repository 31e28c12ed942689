"""What the sentence must be that links an earlier note.

It is quoted alone, on the page of both notes. Whether it says what is taken, denied or changed is
for a reader to judge; what is checked is that it can stand alone and that it says something.
"""

from __future__ import annotations

import re

from notes_ext.note import Link

LEAST = 8
"""Words beside those of the link, without the names of the relations themselves."""
LEANING = re.compile(
    r"(?:(?:and|but|so|yet|or|nor|for|still|thus|then|hence|however|therefore)\W+)?"
    r"(it|its|this|that|these|those|they|their|them|he|she|his|her|the (?:former|latter))\b",
    re.IGNORECASE,
)
POINTING = re.compile(r"\b(?:see|see also|cf\.?|compare|read|recall)\W*$", re.IGNORECASE)
RELATING = re.compile(
    r"\b(?:(?:built|builds?|building) (?:up)?on|revisit(?:s|ed|ing)?|contrast(?:s|ed|ing)? with"
    r"|appl(?:y|ies|ied|ying))\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\w[\w'’.,-]*")
SAY = "say what is taken, denied or changed, in a sentence that can be quoted alone"


def weakness(link: Link) -> tuple[str, str] | None:
    """What is wrong with the sentence of *link*, and the remedy; None if nothing is."""
    before, _, after = link.sentence.partition(link.words)
    leaning = LEANING.match(before)
    if POINTING.search(before) or "see also" in link.sentence.casefold():
        return "only points to it", SAY
    words = len(WORD.findall(RELATING.sub("", f"{before} {after}")))
    if words < LEAST:
        return f"has {words} words beside the link", SAY
    if leaning:
        what = f"begins with {leaning[1]!r}, which nothing explains where it is quoted"
        return what, "begin with what is meant"
    return None
