"""The one error of the library: a sentence with the numbers and the remedy in it."""


class ConvMathError(ValueError):
    """Something impossible was asked; the message says what, with which numbers, and what helps.

    >>> raise ConvMathError("stride height 0 is not allowed: use a whole number of at least 1")
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: stride height 0 is not allowed: use a whole number of at least 1
    """
