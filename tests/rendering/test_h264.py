"""Pictures that stand in an H.264 stream."""

from fractions import Fraction

import av
import numpy as np
import pytest

from rendering import encode, h264
from rendering.colour import FilmPicture
from rendering.errors import RenderError
from rendering.lanes import encoded

SIZE, RATE = (64, 48), Fraction(30)


def context(**options):
    made = av.CodecContext.create("libx264", "w")
    made.options = {**encode.H264, **options}
    made.flags |= encode.GLOBAL_HEADER
    return encode._set_up(made, SIZE, RATE)


def test_numbers_are_read_bit_by_bit():
    bits = h264.Bits(bytes([0b1_010_011_0, 0b0100_1111]))
    assert [bits.golomb() for _ in range(4)] == [0, 1, 2, 3]
    assert bits.fixed(3) == 7


def test_units_are_found_behind_both_start_codes():
    assert h264.units(b"\0\0\1ab\0\0\0\1cd\0\0\3e") == [b"ab", b"cd\0\0\3e"]


def test_forty_pictures_that_stand_change_nothing():
    """More than a picture's number can count: it starts again at 0."""
    encoder, picture = context(), FilmPicture(*SIZE)
    picture.fill(slope=1)
    stills = encode._h264_stills(SIZE, RATE)
    data = [stills.picture(encoded(encoder, picture, 0, key=True))]
    data += [stills.again() for _ in range(40)]
    picture.fill(slope=2)
    data.append(stills.picture(encoded(encoder, picture, 1, key=False)))
    frames = [frame.to_ndarray() for frame in decode(bytes(encoder.extradata), data)]
    assert len(frames) == 42
    assert all(np.array_equal(frame, frames[0]) for frame in frames[:41])
    assert np.abs(frames[41].astype(int) - picture.frame.to_ndarray()).max() < 60
    assert max(map(len, data[1:41])) < 40


def decode(parameters, data):
    decoder = av.CodecContext.create("h264", "r")
    decoder.options = {"err_detect": "explode"}
    decoder.extradata = parameters
    for part in data:
        yield from decoder.decode(av.Packet(part))
    yield from decoder.decode(None)


def test_streams_that_refer_further_back_are_refused():
    params = encode.H264["x264-params"].replace("ref=1", "ref=3")
    encoder, picture = context(**{"x264-params": params}), FilmPicture(*SIZE)
    picture.fill(slope=0)
    encoded(encoder, picture, 0, key=True)
    with pytest.raises(RenderError, match="3 references"):
        h264.Stills(bytes(encoder.extradata), b"")


def test_a_still_that_moves_is_found_out():
    """The check made before every film can fail."""
    encoder, picture = context(), FilmPicture(*SIZE)
    picture.fill(slope=1)
    key = encoded(encoder, picture, 0, key=True)
    picture.fill(slope=2)
    not_a_still = encoded(encoder, picture, 1, key=False)
    parameters = bytes(encoder.extradata)
    with pytest.raises(RenderError, match="does not repeat a picture"):
        encode._check_still(h264.Stills(parameters, not_a_still), parameters, key)
