"""What is impossible ends in one sentence and status 2, before anything is drawn or made."""

from pathlib import Path

import numpy as np
import pytest

STRIDE = ("--scene", "stride")
IMPOSSIBLE = {
    "no scene": ((), "name a scene, for instance --scene stride, or make --all of them; --list"),
    "unknown scene": (("--scene", "strid"), "no scene is called 'strid': did you mean stride?"),
    "nothing like it": (("--scene", "zzz"), "no scene is called 'zzz': render.py --list names all"),
    "all and one": (("--all", *STRIDE), "--all is every film already: leave out --scene and"),
    "unknown option": ((*STRIDE, "--inptu", "1"), "No such option"),
    "forgotten option": (("stride",), "extra argument (stride): name a scene with --scene"),
    "forgotten quotes": ((*STRIDE, "--input", "1", "2"), "(2): name a scene with --scene, and put"),
    "no value": (("--scene",), "requires an argument"),
    "language": ((*STRIDE, "--lang", "fr"), "'fr' is not one of 'en', 'zh', 'all'"),
    "theme": ((*STRIDE, "--theme", "blue"), "'blue' is not one of 'dark', 'light', 'all'"),
    "quality": ((*STRIDE, "-q", "x"), "'x' is not one of 'l', 'm', 'h', 'p', 'k'"),
    "format": (
        (*STRIDE, "--format", "avi"),
        "'avi' is not one of 'mp4', 'webm', 'av1',",
    ),
    "rate 0": ((*STRIDE, "--fps", "0"), "0.0 is not in the range 1<=x<=240"),
    "rate a word": ((*STRIDE, "--fps", "fast"), "'fast' is not a valid float"),
    "size a word": ((*STRIDE, "-r", "big"), "resolution 'big' is not W,H: write it like 1920,1080"),
    "size odd": (
        (*STRIDE, "-r", "1921,1080"),
        "width 1921 is odd, which films cannot be: use",
    ),
    "size small": ((*STRIDE, "-r", "640,10"), "height 10 is out of range: use 160 to 8192 pixels"),
    "size tall": ((*STRIDE, "-r", "720,2160"), "use at least 9:20, for instance --aspect"),
    "aspect": ((*STRIDE, "--aspect", "2:1"), "'2:1' is not one of '16:9', '4:3', '1:1', '9:16'"),
    "size twice": (
        (*STRIDE, "--aspect", "1:1", "-r", "640,640"),
        "--aspect goes with -q: --resolution says both sides already",
    ),
    "no jobs": ((*STRIDE, "--jobs", "0"), "0 is not in the range x>=1"),
    "jobs of others": (
        (*STRIDE, "--jobs", "2", "--scheduler", "tcp://here:8786"),
        "--jobs counts processes here: with --scheduler, the workers draw",
    ),
    "rate of nothing": ((*STRIDE, "--fps", "nan"), "nan frames a second cannot be: use 1 to 240"),
    "size nothing": ((*STRIDE, "-r", "0,0"), "width 0 is out of range: use 160 to 8192 pixels"),
    "sheet as a film": (
        (*STRIDE, "--sheet", "--format", "gif"),
        "--format is for films, and --sheet",
    ),
    "sheet in a page": (
        (*STRIDE, "--sheet", "--embed", "html"),
        "--embed does not go with --sheet: call each by itself",
    ),
    "slides in a gallery": (
        (*STRIDE, "--slides", "reveal.js", "--gallery"),
        "--slides does not go with --gallery: call each by itself",
    ),
    "a picture in a page": (
        (*STRIDE, "--format", "png", "--format", "gif", "--embed", "html"),
        "no page plays png or gif: --embed needs --format mp4 as well",
    ),
    "no ground in a page": (
        (*STRIDE, "--transparent", "--embed", "iframe"),
        "no page plays alpha.webm: --embed needs --format mp4 as well",
    ),
    "no site": (
        (*STRIDE, "--embed", "hugo", "--into", "nowhere"),
        "there is no folder nowhere: --into names that of your site's sources",
    ),
    "no reveal.js": ((*STRIDE, "--slides", "."), "there is no dist/reveal.js in .: --slides names"),
    "json alone": ((*STRIDE, "--json"), "--json goes with --list"),
    "kernel too large": (
        (*STRIDE, "--kernel", "1 1 1 1 1 1 1 1"),
        "kernel width 8 does not fit: input 3 + padding 1 + 1 = 5",
    ),
    "stride 0": ((*STRIDE, "--stride", "0"), "stride height 0 is too small: use 1 or more"),
    "stride a word": (
        (*STRIDE, "--stride", "two"),
        "stride: 'two' is not a number: write whole ones, like 2",
    ),
    "stride a fraction": ((*STRIDE, "--stride", "1/2"), "stride 1/2 is not a whole number"),
    "three strides": ((*STRIDE, "--stride", "1,2,3"), "has 3 entries for 2 axes"),
    "padding -1": ((*STRIDE, "--padding", "-1"), "padding height -1 is too small: use 0 or more"),
    "padding a word": ((*STRIDE, "--padding", "smae"), "'smae' is unknown: did you mean same?"),
    "ragged": ((*STRIDE, "--input", "1 2; 3"), "row 2 has 1 number but row 1 has 2 numbers"),
    "a word": ((*STRIDE, "--input", "1 2; 3 x"), "row 2, column 2: 'x' is not a number"),
    "empty": ((*STRIDE, "--input", ""), "the matrix is empty"),
    "missing file": ((*STRIDE, "--input", "gone.csv"), "there is no file gone.csv: looked in "),
    "missing picture": ((*STRIDE, "--input", "gone.png"), "there is no file gone.png: looked in "),
    "other file": ((*STRIDE, "--input", "a.pdf"), "a file's name ends in .csv, .tsv, .txt, .npy"),
    "ragged file": ((*STRIDE, "--input", "ragged.csv"), "ragged.csv: row 2 has 1 number"),
    "word in a file": ((*STRIDE, "--kernel", "word.csv"), "word.csv: row 1, column 1: 'a' is not"),
    "rank 3": (
        (*STRIDE, "--input", "cube.npy"),
        "takes a matrix (rank 2) here, got rank 3 of shape (3, 5, 5)",
    ),
    "not taken": (
        ("--scene", "cross_correlation", "--stride", "2"),
        "cross_correlation: this lesson has no stride: it takes input, kernel",
    ),
    "not taken by one of all": (
        ("--all", "--stride", "2"),
        "this lesson has no stride: it takes",
    ),
}


@pytest.fixture
def here(run):
    Path("ragged.csv").write_text("1,2\n3\n")
    Path("word.csv").write_text("a,b\n")
    np.save("cube.npy", np.zeros((3, 5, 5)))
    return run


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_it_is_refused_in_one_sentence(here, studio, name):
    arguments, part = IMPOSSIBLE[name]
    before = sorted(Path().iterdir())
    result = here(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert part in result.stderr
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1
    assert studio.jobs == []
    assert sorted(Path().iterdir()) == before


def test_one_impossible_scene_stops_all_before_the_first_is_drawn(run, studio):
    result = run("--scene", "stride", "--scene", "nothing")
    assert result.exit_code == 2
    assert studio.jobs == []


def test_earlier_results_stay(here):
    here(*STRIDE)
    film = Path("media/stride/stride.en.dark.mp4")
    before = film.read_bytes(), film.stat().st_mtime_ns
    here(*STRIDE, "--stride", "0")
    assert (film.read_bytes(), film.stat().st_mtime_ns) == before


def test_verbose_shows_where_it_comes_from(here):
    result = here(*STRIDE, "--stride", "0", "--verbose")
    assert result.exit_code == 2
    assert "Traceback" in result.stderr
    assert result.stderr.rstrip().splitlines()[-1].startswith("Error: stride height 0")
