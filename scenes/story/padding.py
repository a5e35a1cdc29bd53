"""What the padding lesson says: how often pixels are used, before and after."""

from __future__ import annotations

from convmath import ConvMathError, Geometry


def unpadded(geometry: Geometry) -> Geometry | None:
    """The same window on the bare input, or None where it does not fit without padding.

    >>> unpadded(Geometry.of((3, 3), (2, 2), padding=1)).output_shape
    (2, 2)
    >>> unpadded(Geometry.of((1, 1), (3, 3), padding=1)) is None
    True
    """
    try:
        return Geometry.of(
            geometry.input_shape,
            geometry.kernel_shape,
            stride=geometry.stride,
            dilation=geometry.dilation,
        )
    except ConvMathError:
        return None


def usage_values(geometry: Geometry) -> dict[str, str]:
    """In how many windows the least and the most used elements are, and the output's size.

    >>> usage_values(Geometry.of((3, 3), (2, 2)))
    {'least': '1', 'most': '4', 'size': '2×2'}
    """
    usage = geometry.usage()
    size = "×".join(map(str, geometry.output_shape))
    return {"least": str(usage.min()), "most": str(usage.max()), "size": size}


def first_inside(geometry: Geometry) -> int:
    """The number of the first step whose window lies wholly on the input; -1 if there is none.

    >>> first_inside(Geometry.of((3, 3), (2, 2), padding=1))
    5
    """
    places = []
    for axis in (0, 1):
        before, size = geometry.padding[axis][0], geometry.input_shape[axis]
        reach = geometry.effective_kernel_shape[axis]
        starts = geometry.positions(axis)
        inside = [i for i, s in enumerate(starts) if before <= s and s + reach <= before + size]
        if not inside:
            return -1
        places.append(inside[0])
    return places[0] * geometry.output_shape[1] + places[1]
