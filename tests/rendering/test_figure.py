"""A film as HTML: every attribute right, every text escaped, and what is missing replaced."""

from html.parser import HTMLParser

import pytest

from rendering.figure import NoFilmError, chosen, figure

VOID = {"source", "track", "meta", "link", "img", "input"}
HOSTILE = "</video><script>x</script> --> \"' & <b>"


def film(language="en", theme="dark", kind="mp4", width=1920, **more):
    return {
        "kind": "film",
        "language": language,
        "theme": theme,
        "type": f"video/{kind}",
        "codecs": "avc1.640028",
        "width": width,
        "height": width * 9 // 16,
        "path": f"stride.{language}.{theme}.{kind}",
        **more,
    }


def words(language, text):
    cues = [{"beat": "a", "start": 0.0, "end": 1.0, "text": text}]
    tag = {"en": "en", "zh": "zh-Hans"}[language]
    return {"tag": tag, "title": text, "statement": text, "cues": cues, "chapters": cues}


def document(text="Stride", files=None):
    listed = files or [film(lang, theme) for lang in ("en", "zh") for theme in ("dark", "light")]
    for language in ("en", "zh"):
        for kind in ("captions", "chapters"):
            path = f"stride.{language}.{kind} 1.vtt"
            listed.append({"kind": kind, "language": language, "type": "text/vtt", "path": path})
    poster = {"kind": "poster", "language": "en", "theme": "dark", "width": 1920, "height": 1080}
    listed.append({**poster, "type": "image/webp", "path": "stride.en.dark.webp"})
    told = {language: words(language, text) for language in ("en", "zh")}
    return {"lesson": "stride", "pytorch": text, "languages": told, "files": listed}


class Reader(HTMLParser):
    """Elements with their attributes; complains about what is not closed."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open, self.texts = [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data.strip())

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def test_the_film_has_its_type_its_size_its_poster_and_its_tracks():
    page = Reader(figure(document(), base="media/stride/", language="en", theme="dark"))
    (video,) = page.all("video")
    assert (video["width"], video["height"], video["preload"]) == ("1920", "1080", "none")
    assert "autoplay" not in video
    assert video["poster"] == "media/stride/stride.en.dark.webp"
    assert page.all("source") == [
        {"src": "media/stride/stride.en.dark.mp4", "type": 'video/mp4; codecs="avc1.640028"'}
    ]
    tracks = [(t["kind"], t["srclang"], t["src"], "default" in t) for t in page.all("track")]
    assert tracks == [
        ("captions", "en", "media/stride/stride.en.captions%201.vtt", True),
        ("chapters", "en", "media/stride/stride.en.chapters%201.vtt", False),
        ("captions", "zh-Hans", "media/stride/stride.zh.captions%201.vtt", False),
    ]


@pytest.mark.parametrize(("height", "limited"), [(1080, False), (1920, False), (3414, True)])
def test_an_upright_film_is_no_higher_than_the_window(height, limited):
    (video,) = Reader(figure(document(files=[film(height=height)]))).all("video")
    assert ("max-height" in video["style"]) is limited


def test_a_language_of_ones_own_is_called_as_its_readers_call_it():
    told = document()
    told["languages"]["zh"]["name"] = "ignored, as the pages know it"
    told["languages"]["de"] = {**told["languages"]["en"], "tag": "de", "name": '"Deutsch"'}
    told["files"].append(
        {"kind": "captions", "language": "de", "type": "text/vtt", "path": "stride.de.vtt"}
    )
    tracks = Reader(figure(told)).all("track")
    captions = [track["label"] for track in tracks if track["kind"] == "captions"]
    assert captions == ["English", "中文", '"Deutsch"']


def test_every_text_is_a_text_whatever_it_holds():
    page = Reader(figure(document(HOSTILE)))
    assert page.all("script") == page.all("b") == []
    assert page.texts.count(HOSTILE) == 2  # the transcript's line and the program
    assert page.all("video")[0]["aria-label"] == HOSTILE


@pytest.mark.parametrize(("language", "theme"), [("fr", "dark"), ("en", "sepia"), ("", "")])
def test_what_was_not_rendered_is_replaced_by_what_was(language, theme):
    page = Reader(figure(document(), language=language, theme=theme))
    assert page.all("source")[0]["src"] == "stride.en.dark.mp4"


def test_films_of_one_size_are_chosen_the_largest():
    files = [film(width=640), film(width=1920), film(width=1920, kind="webm")]
    assert chosen(document(files=files), "film", "en", "dark") == files[1:3]


@pytest.mark.parametrize(
    "files",
    [[film("zh")], [{**film(), "type": "image/gif"}], [film(transparent=True)]],
    ids=["another language", "a picture", "transparent"],
)
def test_without_a_film_for_a_page_it_says_how_to_get_one(files):
    with pytest.raises(NoFilmError, match=r"stride has no film for a page in 'en'.*--lang en"):
        figure(document(files=files), language="en")
