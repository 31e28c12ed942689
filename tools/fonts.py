"""`make fonts`: Source Serif 4, as much of it as the pages use.

Takes the variable fonts of the npm package that package-lock.json names, keeps the characters of
Western European text and the weights that notes.css uses, and writes woff2 files beside their
license. Italics have one weight: nothing here is bold and italic. Letters of Central and Northern
European names are in a file of their own, which a browser fetches only for a page that has one.
The same input gives the same bytes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PACKAGE = Path("node_modules/@fontsource-variable/source-serif-4")
FOLDER = Path("_static/fonts")

WESTERN = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ıŒœˆ˚˜–—‘’‚“”„•…′″‹›⁄€™−")]  # noqa: RUF001
EXTENDED = range(0x100, 0x180)
FEATURES = ["ccmp", "kern", "liga", "locl", "tnum"]

FONTS = {
    "source-serif-4-roman": ("latin-wght-normal", WESTERN, (400, 620)),
    "source-serif-4-italic": ("latin-wght-italic", WESTERN, 400),
    "source-serif-4-extended": ("latin-ext-wght-normal", EXTENDED, 400),
}


def cut(source: Path, characters: list[int] | range, weight: tuple[int, int] | int) -> TTFont:
    """Return the font at *source* with only these characters and weights."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": weight})
    font.flavor = "woff2"
    return font


def main() -> None:
    """Write the fonts and their license into FOLDER."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (source, characters, weight) in FONTS.items():
        file = FOLDER / f"{name}.woff2"
        cut(PACKAGE / f"files/source-serif-4-{source}.woff2", characters, weight).save(file)
        print(f"{file}: {file.stat().st_size:,} bytes")
    shutil.copyfile(PACKAGE / "LICENSE", FOLDER / "OFL.txt")


if __name__ == "__main__":
    main()
