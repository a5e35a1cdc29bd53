"""The one error of drawing and writing films."""


class RenderError(RuntimeError):
    """A film that could not be made: the sentence says why, and what helps."""
