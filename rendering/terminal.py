"""What a person at a terminal sees: sentences, a bar, the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from rendering import failures

if TYPE_CHECKING:
    from rendering.spec import Task
    from rendering.work import Watch


class Stop(click.ClickException):
    """One sentence about something that cannot be asked for."""

    exit_code = failures.USAGE


class Command(click.Command):
    """A command whose every error is one sentence."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and leave out click's lines about usage where something is wrong."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            message = error.format_message().rstrip(".")
            if "extra argument" in message:
                message += ": name a scene with --scene, and put quotes around a matrix"
            raise Stop(message) from None


@dataclass(frozen=True, slots=True)
class Talk:
    """How much is said on stderr besides errors, and whether paths are what stdout is for."""

    quiet: bool
    verbose: bool
    tells: bool = True

    def say(self, text: str) -> None:
        """Say something that is good to know."""
        if not self.quiet:
            click.echo(text, err=True)

    def tell(self, path: str) -> None:
        """Tell the path of a file that was written."""
        if self.tells:
            click.echo(path)
        else:
            self.say(path)

    @property
    def shows_progress(self) -> bool:
        """Only a person at a terminal wants a bar."""
        return sys.stderr.isatty() and not self.quiet


@contextmanager
def meter(films: Sequence[Task], talk: Talk) -> Iterator[tuple[Watch, Callable[[str], object]]]:
    """One bar for all films that are drawn, if a person is looking, and who tells the paths."""
    if not talk.shows_progress:
        yield lambda film, done, total: None, talk.tell
        return
    shown: dict[str, int] = {}  # frames of each film
    kept_back: list[str] = []  # a path would tear the bar apart
    frames = sum(film.frames for film in films)

    def watch(film: Task, done: int, total: int) -> None:
        new = film.frames * done // max(total, 1) - shown.get(film.key, 0)
        if new * 100 >= frames or done == total:  # each step is a measure of the time left
            shown[film.key] = shown.get(film.key, 0) + new
            made = sum(shown.get(film.key) == film.frames for film in films)
            bar.label = film.job.name if len(films) == 1 else f"{made} of {len(films)} films"
            bar.update(new)

    try:
        with click.progressbar(length=frames, label="drawing", file=sys.stderr, width=0) as bar:
            yield watch, kept_back.append
    finally:
        for line in kept_back:
            talk.tell(line)


@contextmanager
def explained(talk: Talk) -> Iterator[None]:
    """End every error in a sentence and an exit status."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise
    except KeyboardInterrupt:
        click.echo("stopped; nothing was left half done", err=True)
        raise click.exceptions.Exit(failures.INTERRUPTED) from None
    except Exception as error:
        raise click.exceptions.Exit(report(failures.Failure.of(error), talk)) from None


def report(failure: failures.Failure, talk: Talk, name: str = "") -> int:
    """Tell what has failed, and where if that is wanted; returns the exit status."""
    if talk.verbose:
        click.echo(failure.trace, err=True)
    click.echo(f"Error: {name}{failure.sentence}", err=True)
    return failure.status


def report_all(
    failed: Sequence[tuple[str, failures.Failure]], talk: Talk, *, several: bool
) -> None:
    """Tell what has failed, each by its name if there are several films, and stop."""
    statuses = [report(why, talk, f"{name}: " * several) for name, why in failed]
    if statuses:
        raise click.exceptions.Exit(min(statuses))
