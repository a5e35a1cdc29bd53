"""Contrast and colour distance, for readers with and without colour blindness.

Contrast: WCAG 2.2, success criterion 1.4.3. Colour blindness: Machado, Oliveira and Fernandes 2009,
"A Physiologically-based Model for Simulation of Color Vision Deficiency", matrices of severity 1.
Distance: CIEDE2000, as in Sharma, Wu and Dalal 2005.
"""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy as np

VISION = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = TO_XYZ @ np.ones(3)  # D65


def linear(colour: str) -> np.ndarray:
    """The amounts of red, green and blue light of "#rrggbb"."""
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    luminances = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (one, other))
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)


def distance(one: str, other: str, vision: str = "normal") -> float:
    """How different two colours look to such eyes; 1 is just noticeable side by side.

    >>> round(distance("#ff0000", "#00ff00"), 1)
    86.6
    """
    return ciede2000(*(lab(colour, vision) for colour in (one, other)))


def lab(colour: str, vision: str = "normal") -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as such eyes see it."""
    seen = np.clip(VISION[vision] @ linear(colour), 0, 1)
    x, y, z = np.where(
        (shares := TO_XYZ @ seen / WHITE) > (6 / 29) ** 3,
        np.cbrt(shares),
        shares / (3 * (6 / 29) ** 2) + 4 / 29,
    )
    return float(116 * y - 16), float(500 * (x - y)), float(200 * (y - z))


def ciede2000(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The distance of two L*a*b* colours.

    >>> round(ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)), 4)
    2.0425
    """
    light, chroma, hue, mean_light, mean_chroma, mean_hue = _differences(one, other)
    tone = 1 - 0.17 * _cos(mean_hue - 30) + 0.24 * _cos(2 * mean_hue)
    tone += 0.32 * _cos(3 * mean_hue + 6) - 0.2 * _cos(4 * mean_hue - 63)
    of_light = 1 + 0.015 * (mean_light - 50) ** 2 / sqrt(20 + (mean_light - 50) ** 2)
    parts = (
        light / of_light,
        chroma / (1 + 0.045 * mean_chroma),
        hue / (1 + 0.015 * mean_chroma * tone),
    )
    turn = 60 * exp(-(((mean_hue - 275) / 25) ** 2))
    rotation = -_saturation(mean_chroma) * 2 * sin(radians(turn))
    return sqrt(sum(part**2 for part in parts) + rotation * parts[1] * parts[2])


def _differences(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> tuple[float, float, float, float, float, float]:
    """Differences and means of lightness, chroma and hue."""
    mean = (hypot(*one[1:]) + hypot(*other[1:])) / 2
    stretch = 1 + 0.5 * (1 - _saturation(mean))
    chromas = [hypot(stretch * a, b) for _, a, b in (one, other)]
    hues = [degrees(atan2(b, stretch * a)) % 360 for _, a, b in (one, other)]
    turn = (hues[1] - hues[0] + 180) % 360 - 180 if chromas[0] * chromas[1] else 0.0
    middle = (hues[0] + turn / 2) % 360 if chromas[0] * chromas[1] else sum(hues)
    hue = 2 * sqrt(chromas[0] * chromas[1]) * sin(radians(turn / 2))
    lights = (other[0] - one[0], (other[0] + one[0]) / 2)
    return lights[0], chromas[1] - chromas[0], hue, lights[1], sum(chromas) / 2, middle


def _saturation(chroma: float) -> float:
    return sqrt(chroma**7 / (chroma**7 + 25.0**7))


def _cos(angle: float) -> float:
    return cos(radians(angle))
