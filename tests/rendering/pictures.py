"""Looking at films: decoded without a library's own idea of their colours."""

import av
import numpy as np

RED_OF_BT709, BLUE_OF_BT709 = 0.2126, 0.0722


def decoded(path):
    """Every frame as the arrays of its planes."""
    with av.open(str(path), options={"err_detect": "explode"}) as container:
        for frame in container.decode(video=0):
            yield [plane_of(plane) for plane in frame.planes]


def plane_of(plane):
    lines = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
    return lines[:, : plane.width].copy()


def colour_at(planes, row, column):
    """Red, green and blue as Recommendation BT.709 defines them."""
    luma = (float(planes[0][row, column]) - 16) / 219
    blue, red = ((float(plane[row // 2, column // 2]) - 128) / 224 for plane in planes[1:])
    r = luma + 2 * (1 - RED_OF_BT709) * red
    b = luma + 2 * (1 - BLUE_OF_BT709) * blue
    g = (luma - RED_OF_BT709 * r - BLUE_OF_BT709 * b) / (1 - RED_OF_BT709 - BLUE_OF_BT709)
    return np.clip(255 * np.array([r, g, b]), 0, 255)


def rgb(colour):
    """A colour written as #rrggbb."""
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])


def boxes(path):
    """The top-level boxes of an MP4 file, in order: their names, and their sizes in bytes."""
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        found.append((data[at + 4 : at + 8].decode(), size))
        at += size
    return found
