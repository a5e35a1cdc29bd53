"""Make the project's font, ConvReel Sans, from Noto Sans SC and Source Sans 3.

    python scenes/stage/fonts/make_subset.py "NotoSansSC[wght].ttf" SourceSans3VF-Upright.ttf

The result is the same, byte for byte, wherever the pinned fontTools and skia-pathops run.
README.md beside this file says where the sources come from and why the font has another name.
"""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import OverlapMode, instantiateVariableFont

FAMILY = "ConvReel Sans"
VERSION = "Version 2.004; ConvReel subset 3"
WEIGHTS = {"Regular": 400, "Bold": 700}
STANDARD = Path(__file__).with_name("standard_characters.txt")
NOTO_SHA256 = "a3041811a78c361b1de50f953c805e0244951c21c5bd412f7232ef0d899af0da"
SOURCE_SANS_SHA256 = "1147db9a3f0edd4956068de77930148acce2742dd76d57f7239b2b1c687ac63f"

# Noto Sans SC took its Latin, Greek and Cyrillic letters from Source Sans, enlarged. These are the
# weight of Source Sans 3 and the permille of its size at which the letters that both have agree
# best in advance and area (to within 1 % of an em).
AS_IN_NOTO = {"Regular": (395, 1118), "Bold": (642, 1135)}

COPYRIGHT = "Copyright 2010-2024 Adobe, with Reserved Font Name 'Source'."

# Whole blocks rather than hand-picked signs: a translator should not meet a gap. What neither
# source has (⋆ and ∗, for example) stays absent; Typst's math face draws those.
BLOCKS = (
    (0x0020, 0x02FF),  # Latin: ASCII, Latin-1, Extended-A and -B, phonetic and modifier letters
    (0x0300, 0x036F),  # combining accents
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1FFF),  # Latin letters with more accents (Vietnamese), Greek with old ones
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
# word apart. Here they are as narrow as in Source Sans. Some are wide again in Chinese (OpenType's
# "locl"), where two dashes also join into one line.
NARROW = "‘’“”…·§¶±×÷‐†‡•‰"
WIDE_IN_CHINESE = "‘’“”…·"

# Only letters and signs before this character are kerned; hanzi stay on their grid.
FIRST_CHINESE = 0x2E80
KERNED_SCRIPTS = ("DFLT", "latn", "grek", "cyrl")

Pairs = dict[tuple[str, str], int]  # how much farther apart two glyphs stand; negative if closer


def hanzi() -> set[int]:
    """China's national table, all of GB 2312 and Big5's first level, with the signs of the two."""
    gb2312 = decoded("gb2312", range(0xA1, 0xF8), [range(0xA1, 0xFF)])
    big5 = decoded("big5", range(0xA1, 0xC7), [range(0x40, 0x7F), range(0xA1, 0xFF)])
    return {ord(c) for c in STANDARD.read_text(encoding="utf-8") if c != "\n"} | gb2312 | big5


def decoded(encoding: str, rows: range, cells: list[range]) -> set[int]:
    """Every character that an encoding has in these rows, at these cells."""
    pairs = (bytes((row, cell)) for row in rows for part in cells for cell in part)
    return {ord(c) for pair in pairs for c in pair.decode(encoding, errors="ignore")}


def characters() -> set[int]:
    """Every character that the font should draw: hanzi and BLOCKS."""
    return hanzi().union(*(range(first, last + 1) for first, last in BLOCKS))


def wide_forms(font: TTFont) -> dict[str, str]:
    """Return the glyphs of Noto Sans SC that stand for these characters in Chinese."""
    glyphs = font.getBestCmap()
    forms = {char: glyphs[ord(char)] for char in WIDE_IN_CHINESE} | {"—": glyphs[ord("―")]}
    return forms | {"——": single_substitutions(font, "locl")[glyphs[ord("⸺")]]}


def single_substitutions(font: TTFont, feature: str) -> dict[str, str]:
    """Return which glyph the font's `feature` puts in the place of which."""
    tables = subtables(font, "GSUB", feature)
    return {old: new for table in tables for old, new in table.mapping.items()}


def subtables(font: TTFont, tag: str, feature: str) -> list[Any]:
    """Return the parts of a table that belong to a feature, in their order."""
    layout = font[tag].table
    records = [r for r in layout.FeatureList.FeatureRecord if r.FeatureTag == feature]
    indices = sorted({index for record in records for index in record.Feature.LookupListIndex})
    parts = [part for index in indices for part in layout.LookupList.Lookup[index].SubTable]
    return [getattr(part, "ExtSubTable", part) for part in parts]


def localise(font: TTFont, forms: dict[str, str]) -> None:
    """Put these forms in the place of the narrow ones where the language is Chinese."""
    glyphs = font.getBestCmap()
    dash = glyphs[ord("—")]
    wide = {glyphs[ord(char)]: form for char, form in forms.items() if len(char) == 1}
    rules = " ".join(f"sub {old} by {new};" for old, new in wide.items())
    scripts = ("DFLT", "latn", "hani")
    chinese = " ".join(f"script {s}; language ZHS; lookup join; lookup wide;" for s in scripts)
    features = f"""
        lookup join {{ sub {dash} {dash} by {forms["——"]}; }} join;
        lookup wide {{ {rules} }} wide;
        feature locl {{ {chinese} }} locl;
    """
    addOpenTypeFeaturesFromString(font, features)


def subset(
    font: TTFont, wanted: set[int], glyphs: Iterable[str] = (), features: Iterable[str] = ()
) -> None:
    """Keep these characters, glyphs and features; drop hinting and vertical forms."""
    options = Options()
    options.layout_features = list(features)
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True  # a missing character must show as a box, not as nothing
    options.name_IDs = ["*"]
    options.drop_tables += ["STAT", "vhea", "vmtx", "VORG", "DSIG", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted, glyphs=glyphs)
    subsetter.subset(font)


def add_letters(font: TTFont, source: Path, style: str) -> None:
    """Add the characters that Noto Sans SC lacks or draws too wide, as it would have taken them."""
    weight, permille = AS_IN_NOTO[style]
    letters = TTFont(source, recalcTimestamp=False)
    subset(letters, (characters() - font.getBestCmap().keys()).union(map(ord, NARROW)))
    letters = instantiateVariableFont(letters, {"wght": weight}, overlap=OverlapMode.REMOVE)
    scale_upem(letters, font["head"].unitsPerEm * permille // 1000)
    named = {name: f"added.{name}" for name in letters.getGlyphOrder()[1:]}
    for old, new in named.items():
        glyph = letters["glyf"][old]
        for component in glyph.components if glyph.isComposite() else ():
            component.glyphName = named[component.glyphName]
        font["glyf"][new], font["hmtx"][new] = glyph, letters["hmtx"][old]
    for table in (table for table in font["cmap"].tables if table.isUnicode()):
        known = letters.getBestCmap().items()
        table.cmap |= {
            code: named[old] for code, old in known if table.format == 12 or code < 1 << 16
        }


def add_kerning(font: TTFont, noto: Path, source_sans: Path, style: str) -> None:
    """Set pairs of letters as Noto Sans SC does, and with those of Source Sans 3 as that does."""
    weight, permille = AS_IN_NOTO[style]
    em = font["head"].unitsPerEm
    added = {name for name in font.getGlyphOrder() if name.startswith("added.")}
    pairs = kerning(font, noto, WEIGHTS[style], em)
    others = kerning(font, source_sans, weight, em * permille // 1000)
    pairs |= {pair: value for pair, value in others.items() if not added.isdisjoint(pair)}
    font.cfg["fontTools.otlLib.optimize.gpos:COMPRESSION_LEVEL"] = 9  # halves the table
    addOpenTypeFeaturesFromString(font, kerning_rules(pairs), tables=["GPOS"])


def kerning(font: TTFont, source: Path, weight: int, em: int) -> Pairs:
    """Return the pairs of a source at a weight and size, under the names that `font` has."""
    letters = TTFont(source, recalcTimestamp=False)
    subset(letters, {code for code in characters() if code < FIRST_CHINESE}, features=["kern"])
    letters = instantiateVariableFont(letters, {"wght": weight})
    scale_upem(letters, em)
    glyphs, named = font.getBestCmap(), defaultdict(list)
    for code, name in letters.getBestCmap().items():
        named[name].append(glyphs[code])
    found = kerned_pairs(letters).items()
    return {(a, b): value for (x, y), value in found for a in named[x] for b in named[y]}


def kerned_pairs(font: TTFont) -> Pairs:
    """Return the pairs of a font's `kern`; the first of its tables that has a pair counts."""
    found: Pairs = {}
    for table in subtables(font, "GPOS", "kern"):
        for count, left in enumerate(table.Coverage.glyphs):
            if table.Format == 1:
                values = {r.SecondGlyph: r.Value1 for r in table.PairSet[count].PairValueRecord}
            else:
                row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
                values = {right: row[k].Value1 for right, k in table.ClassDef2.classDefs.items()}
            for right, value in values.items():
                found.setdefault((left, right), value.XAdvance)
    return {pair: value for pair, value in found.items() if value}


def kerning_rules(pairs: Pairs) -> str:
    """Return the feature that kerns these pairs; glyphs that are kerned alike share a class."""
    firsts, seconds = classes(pairs, 0), classes(pairs, 1)
    names = {alike: f"@class{n}" for n, alike in enumerate([*firsts, *seconds])}
    lines = [f"languagesystem {script} dflt;" for script in KERNED_SCRIPTS]
    lines += [f"{name} = [{' '.join(alike)}];" for alike, name in names.items()]
    lines += ["feature kern {"]
    for first in firsts:
        row = {second: pairs.get((first[0], second[0])) for second in seconds}
        lines += [f"pos {names[first]} {names[s]} {value};" for s, value in row.items() if value]
    return "\n".join([*lines, "} kern;"])


def classes(pairs: Pairs, side: int) -> list[tuple[str, ...]]:
    """Group the glyphs on one side of the pairs, 0 or 1, that have the same values."""
    values: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for pair, value in pairs.items():
        values[pair[side]][pair[1 - side]] = value
    alike: defaultdict[frozenset[tuple[str, int]], list[str]] = defaultdict(list)
    for glyph, others in sorted(values.items()):
        alike[frozenset(others.items())].append(glyph)
    return [tuple(members) for members in alike.values()]


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
    # What credits the authors and carries the licence stays as it was, and names the second source.
    names[0] = f"{table.getDebugName(0)} {COPYRIGHT}"
    credits = {7, 8, 9, 10, 11, 12, 13, 14}
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


def checked(source: Path, expected: str) -> Path:
    """Return the path of a source, or stop if it is another file."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != expected:
        raise SystemExit(f"{source} is not the expected file: its sha256 is {digest}")
    return source


def make(noto: Path, source_sans: Path, folder: Path) -> list[Path]:
    """Write one font file per weight into `folder` and return their paths."""
    made = []
    for style, weight in WEIGHTS.items():
        font = TTFont(checked(noto, NOTO_SHA256), recalcTimestamp=False)
        forms = wide_forms(font)
        subset(font, characters(), forms.values())
        # Variable outlines overlap themselves, which shows as soon as a glyph is stroked or faded.
        font = instantiateVariableFont(font, {"wght": weight}, overlap=OverlapMode.REMOVE)
        add_letters(font, checked(source_sans, SOURCE_SANS_SHA256), style)
        localise(font, forms)
        add_kerning(font, noto, source_sans, style)
        font["OS/2"].recalcUnicodeRanges(font)
        rename(font, style)
        mark_weight(font, style)
        made.append(folder / f"ConvReelSans-{style}.ttf")
        font.save(made[-1])
    return made


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    for path in make(Path(sys.argv[1]), Path(sys.argv[2]), Path(__file__).parent):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
