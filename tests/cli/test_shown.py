"""What a person sees of an order: a bar at a terminal, the film when it is made."""

from pathlib import Path


def test_quiet_says_nothing_but_the_paths(run):
    loud, quiet = run("--scene", "stride"), run("--scene", "stride", "--quiet")
    assert "1 film in" in loud.stderr
    assert quiet.stderr == ""
    assert quiet.stdout == loud.stdout


def test_a_person_at_a_terminal_sees_a_bar_with_the_time_left(run, monkeypatch):
    import render

    monkeypatch.setattr(render.Talk, "shows_progress", True)
    shown = []

    class Bar:
        label, pos = "", 0

        def __enter__(self):
            return self

        def __exit__(self, *_):
            shown.append("end")

        def update(self, steps):
            self.pos += steps
            shown.append((self.label, self.pos))

    def bar(**options):
        assert options["length"] == 240
        assert options.get("show_eta", True)
        return Bar()

    monkeypatch.setattr("click.progressbar", bar)
    result = run("--scene", "stride", "--theme", "all")
    assert shown == [
        ("0 of 2 films", 60),
        ("1 of 2 films", 120),
        ("1 of 2 films", 180),
        ("2 of 2 films", 240),
        "end",
    ]
    assert len(result.stdout.splitlines()) == 3


def test_no_bar_where_nobody_looks(run, monkeypatch):
    monkeypatch.setattr("click.progressbar", None)
    assert run("--scene", "stride").exit_code == 0


def test_preview_opens_the_first_film(run, monkeypatch):
    opened = []
    monkeypatch.setattr("click.launch", lambda path: opened.append(path) or 0)
    run("--scene", "stride", "-p", "--theme", "all")
    assert opened == [str(Path("media/stride/stride.en.dark.mp4"))]


def test_without_a_viewer_the_film_is_made_all_the_same(run, monkeypatch):
    monkeypatch.setattr("click.launch", lambda path: 1)
    result = run("--scene", "stride", "--preview")
    assert result.exit_code == 0
    assert "open" in result.stderr
