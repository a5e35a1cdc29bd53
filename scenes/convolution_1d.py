"""Convolution along one axis: flip, slide, multiply, add; then the integral of the same."""

from fractions import Fraction

from manim import Animation

from convmath import convolution
from scenes.stage.integral import Integral
from scenes.stage.lesson import Lesson
from scenes.stage.signals import SignalBench
from scenes.story import Beat, Example, Storyboard
from scenes.story.signals import SignalTeller


class Convolution1d(Lesson):
    """4, 13, 28, 27, 18 (Dive into Deep Learning, section 7.1.3)."""

    id = "convolution_1d"

    @classmethod
    def tell(cls, example: Example) -> Storyboard:
        teller = SignalTeller(cls.id, example.run())
        teller.question()
        teller.flipped()
        teller.places()
        teller.integral()
        teller.closing()
        return teller.told()

    def stage(self) -> SignalBench:
        self.told = SignalTeller(self.id, self.example.run())
        f, g = self.told.functions
        self.integral = Integral(f, g, convolution(f, g), self.layout, self.theme)
        return SignalBench(self, self.told.f_start, self.told.g_start)

    def axes(self, beat: Beat) -> Animation | None:
        """Three plots, still empty."""
        return self.integral.axes()

    def curves(self, beat: Beat) -> Animation | None:
        """F and g as functions."""
        return self.integral.curves()

    def turn(self, beat: Beat) -> Animation | None:
        """G is mirrored."""
        return self.integral.turn()

    def go(self, beat: Beat, start: Fraction, end: Fraction) -> Animation | None:
        """Time passes."""
        return self.integral.go(start, end)

    def mark(self, beat: Beat, t: Fraction) -> Animation | None:
        """Where t is now."""
        return self.integral.mark(t)

    def unmark(self, beat: Beat) -> Animation | None:
        """T goes on."""
        return self.integral.unmark()

    def meet(self, beat: Beat) -> Animation | None:
        """The discrete results lie on the curve, one unit later."""
        return self.integral.meet(self.told.sums())
