"""Pictures in the ledger's hand: what a chat shows of a note, and the cover of the book."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from notes_ext.note import Note

SIZE = (1200, 630)
COVER, INDENT, ROWS = (1600, 2560), 160, 34  # pixels, as book shops ask; rows of the ledger
MARGIN = 90
WIDTH = SIZE[0] - 2 * MARGIN
# The tokens of _static/notes.css on light paper, and what lies between them.
INK, PAPER = (0x1C, 0x1B, 0x19), (0xFB, 0xFA, 0xF7)
SHADES = 16
MUTED, RULE = 0x54, 0xDA  # as the others: 0 is ink, 255 is paper
FONT = Path("_static/fonts/source-serif-4-roman.woff2")
TEXT, TITLE = 400, 620  # the weights of the page
LARGEST, SMALLEST = 84, 44  # pixels of the title


def name(note: Note | None) -> str:
    """Where the card of a note is published, or that of every other page."""
    return f"_cards/{note.slug if note else 'site'}.png"


def draw(path: Path, above: str, title: str, site: str, font: Path) -> None:
    """Draw one card. *font* is a variable font with a weight axis."""
    image = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(image)
    pen.rectangle((MARGIN, 96, SIZE[0] - MARGIN, 98), fill=0)
    pen.text((MARGIN, 122), above, MUTED, face(font, 34, TEXT))
    size = LARGEST
    while len(rows := fill(title, face(font, size, TITLE), WIDTH)) > 3 and size > SMALLEST:
        size -= 8
    for place, row in enumerate(balance(rows, face(font, size, TITLE))[:5]):
        pen.text((MARGIN, 204 + place * size * 1.16), row, 0, face(font, size, TITLE))
    pen.rectangle((MARGIN, 540, SIZE[0] - MARGIN, 541), fill=RULE)
    pen.text((MARGIN, 556), site, MUTED, face(font, 30, TEXT))
    save(image, path)


def cover(path: Path, title: str, rows: list[tuple[str, str]], font: Path) -> None:
    """Draw the cover of a book: its title, and a ledger of as many *rows* as there is room for."""
    image = Image.new("L", COVER, 255)
    pen = ImageDraw.Draw(image)
    right = COVER[0] - INDENT
    pen.rectangle((INDENT, 360, right, 365), fill=0)
    size = 220
    while pen.textlength(title, face(font, size, TITLE)) > right - INDENT and size > 60:
        size -= 10
    pen.text((INDENT, 420), title, 0, face(font, size, TITLE))
    for place, (date, words) in enumerate(rows[-ROWS:]):
        top = 790 + place * 48
        pen.rectangle((INDENT, top, right, top + 1), fill=RULE)
        pen.text((INDENT, top + 5), date, MUTED, face(font, 28, TEXT))
        pen.text((INDENT + 120, top + 5), words, 0, face(font, 28, TEXT))
    save(image, path)


def save(image: Image.Image, path: Path) -> None:
    """Save a gray picture in the colors of the page.

    Long runs are all that is looked for in it: a twentieth larger, in a third of the time.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    shades(image).save(path, bits=4, compress_type=zlib.Z_RLE)


def shades(image: Image.Image) -> Image.Image:
    """Give a gray picture the colors of the page, few enough for a small file."""
    last = SHADES - 1
    reduced = image.point([round(gray * last / 255) for gray in range(256)])
    reduced.putpalette(
        [
            round(ink + (paper - ink) * shade / last)
            for shade in range(SHADES)
            for ink, paper in zip(INK, PAPER, strict=True)
        ]
    )
    return reduced


@cache
def face(font: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """One size and weight of a font."""
    found = ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.BASIC)
    found.set_variation_by_axes([weight])
    return found


def balance(rows: list[str], font: ImageFont.FreeTypeFont) -> list[str]:
    """Make rows about equally wide, without making more of them."""
    text, width = " ".join(rows), WIDTH
    while len(tighter := fill(text, font, width := width - 40)) == len(rows) and width > 40:
        rows = tighter
    return rows


def fill(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break a text into rows of at most *width* pixels, where words allow it."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and font.getlength(longer) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows
