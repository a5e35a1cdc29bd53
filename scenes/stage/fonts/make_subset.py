"""Make the project's font, ConvReel Sans, from Noto Sans SC.

    python scenes/stage/fonts/make_subset.py "NotoSansSC[wght].ttf"

The result is the same, byte for byte, wherever the pinned fontTools and skia-pathops run.
README.md beside this file says where the source comes from and why the font has another name.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import OverlapMode, instantiateVariableFont

FAMILY = "ConvReel Sans"
VERSION = "Version 2.004; ConvReel subset 1"
WEIGHTS = {"Regular": 400, "Bold": 700}
SOURCE_SHA256 = "a3041811a78c361b1de50f953c805e0244951c21c5bd412f7232ef0d899af0da"

# Whole blocks rather than hand-picked signs: a translator should not meet a gap. What the source
# does not have (⋆ and ∗, for example) stays absent; Typst's math face draws those.
BLOCKS = (
    (0x0020, 0x024F),  # Latin: ASCII, Latin-1, Extended-A and -B
    (0x0300, 0x036F),  # combining accents
    (0x0370, 0x03FF),  # Greek
    (0x2000, 0x206F),  # general punctuation: – — ‘ ’ “ ” … and the spaces
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x214F),  # currency and letterlike signs
    (0x2150, 0x21FF),  # fractions and arrows
    (0x2200, 0x22FF),  # mathematical operators: − ∑ ≈ ≤ ≥
    (0x2460, 0x24FF),  # numbers in circles
    (0x2500, 0x26FF),  # boxes, blocks, geometric shapes, stars
    (0x3000, 0x303F),  # Chinese punctuation
    (0xFE10, 0xFE6F),  # its upright and small forms
    (0xFF00, 0xFFEF),  # full-width letters and signs
)

# Noto Sans SC draws these as wide as a hanzi in every language, so an English apostrophe tears its
# word apart. Here they are narrow by default and wide in Chinese only (OpenType's "locl"),
# where two dashes also join into one line.
QUOTES = "‘’“”…"


def characters() -> set[int]:
    """Every character that the font should draw: GB 2312 (6763 hanzi and its signs) and BLOCKS."""
    rows, cells = range(0xA1, 0xF8), range(0xA1, 0xFF)
    pairs = (bytes((row, cell)) for row in rows for cell in cells)
    gb2312 = {ord(c) for pair in pairs for c in pair.decode("gb2312", errors="ignore")}
    return gb2312.union(*(range(first, last + 1) for first, last in BLOCKS))


def single_substitutions(font: TTFont, feature: str) -> dict[str, str]:
    """Return which glyph the font's `feature` puts in the place of which."""
    gsub = font["GSUB"].table
    records = [r for r in gsub.FeatureList.FeatureRecord if r.FeatureTag == feature]
    indices = sorted({index for record in records for index in record.Feature.LookupListIndex})
    lookups = [gsub.LookupList.Lookup[index] for index in indices]
    return {old: new for k in lookups for table in k.SubTable for old, new in table.mapping.items()}


def localise_quotes(font: TTFont) -> None:
    """Map QUOTES to their narrow glyphs and let the language Chinese bring back the wide ones."""
    narrow = single_substitutions(font, "pwid")
    wide = {char: font.getBestCmap()[ord(char)] for char in QUOTES}
    for table in font["cmap"].tables:
        for char in QUOTES:
            if ord(char) in table.cmap:
                table.cmap[ord(char)] = narrow[wide[char]]
    dash, long_dash = font.getBestCmap()[ord("—")], font.getBestCmap()[ord("―")]
    double_dash = single_substitutions(font, "locl")[font.getBestCmap()[ord("⸺")]]
    pairs = [(narrow[glyph], glyph) for glyph in wide.values()] + [(dash, long_dash)]
    rules = " ".join(f"sub {old} by {new};" for old, new in pairs)
    scripts = ("DFLT", "latn", "hani")
    chinese = " ".join(f"script {s}; language ZHS; lookup join; lookup wide;" for s in scripts)
    # This replaces the source's GSUB table: nothing else in it concerns horizontal text.
    features = f"""
        lookup join {{ sub {dash} {dash} by {double_dash}; }} join;
        lookup wide {{ {rules} }} wide;
        feature locl {{ {chinese} }} locl;
    """
    addOpenTypeFeaturesFromString(font, features)


def subset(font: TTFont) -> None:
    """Keep the characters, kerning and accents; drop hinting and vertical forms."""
    options = Options()
    options.layout_features = ["kern", "mark", "locl"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True  # a missing character must show as a box, not as nothing
    options.name_IDs = ["*"]
    options.drop_tables += ["STAT", "vhea", "vmtx", "VORG", "DSIG", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)


def rename(font: TTFont, style: str) -> None:
    """Give the font its own name, in every entry that a font menu or Typst reads."""
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    names = {
        1: FAMILY,
        2: style,
        3: f"{VERSION}; {postscript}",
        4: FAMILY if style == "Regular" else f"{FAMILY} {style}",
        5: VERSION,
        6: postscript,
    }
    table = font["name"]
    # What credits the authors and carries the licence stays as it was.
    credits = {0, 7, 8, 9, 10, 11, 12, 13, 14}
    table.names = [entry for entry in table.names if entry.nameID in credits]
    for name_id, text in names.items():
        table.setName(text, name_id, platformID=3, platEncID=1, langID=0x409)


def mark_weight(font: TTFont, style: str) -> None:
    """Set the style bits that go with the weight class (the instancer sets the class)."""
    bold = style == "Bold"
    font["head"].macStyle = 1 if bold else 0
    regular_bit, bold_bit = 1 << 6, 1 << 5
    kept = font["OS/2"].fsSelection & ~(regular_bit | bold_bit)
    font["OS/2"].fsSelection = kept | (bold_bit if bold else regular_bit)


def make(source: Path, folder: Path) -> list[Path]:
    """Write one font file per weight into `folder` and return their paths."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != SOURCE_SHA256:
        raise SystemExit(f"{source} is not the expected Noto Sans SC: its sha256 is {digest}")
    made = []
    for style, weight in WEIGHTS.items():
        font = TTFont(source, recalcTimestamp=False)
        localise_quotes(font)
        subset(font)
        # Variable outlines overlap themselves, which shows as soon as a glyph is stroked or faded.
        font = instantiateVariableFont(font, {"wght": weight}, overlap=OverlapMode.REMOVE)
        rename(font, style)
        mark_weight(font, style)
        made.append(folder / f"ConvReelSans-{style}.ttf")
        font.save(made[-1])
    return made


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    for path in make(Path(sys.argv[1]), Path(__file__).parent):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
