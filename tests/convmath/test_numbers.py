from decimal import Decimal
from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest

from convmath import ConvMathError, as_exact, is_floating, parse_matrix, parse_number
from tests.convmath.cases import given

THIRD = Fraction(1, 3)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("+3", 3),
        ("-2", -2),
        ("−2", -2),
        ("0.1", Fraction(1, 10)),
        (".5", Fraction(1, 2)),
        ("4.", 4),
        ("1/3", THIRD),
        ("−6/3", -2),
        ("1⁄3", THIRD),
        ("1e-3", Fraction(1, 1000)),
        ("2E3", 2000),
        ("－１．５", Fraction(-3, 2)),
        (" 7 ", 7),
        ("9" * 40, int("9" * 40)),
    ],
)
def test_text_becomes_the_exact_number(text, number):
    parsed = parse_number(text)
    assert parsed == number
    assert type(parsed) is type(number)


@pytest.mark.parametrize(
    "text",
    ["", "nan", "inf", "-inf", "two", "1_000", "1//2", "0x10", "1e", "e5", "2²", "1 2", "1.2.3",
     "1e9999", "9" * 2000, "٣"],
)  # fmt: skip
def test_words_are_not_numbers(text):
    with pytest.raises(ConvMathError, match="is not a number: write it like"):
        parse_number(text)


def test_a_fraction_of_zero_is_refused():
    with pytest.raises(ConvMathError, match="'1/0' divides by 0"):
        parse_number("1/0")


@given(st.fractions())
def test_every_fraction_survives_its_own_spelling(fraction):
    assert parse_number(str(fraction)) == fraction


@pytest.mark.parametrize("text", ["1 2; 3 4", "1,2\n3,4\n", " 1 , 2 ;3  4;", "１，２；３，４"])
def test_matrices_are_read_in_every_common_spelling(text):
    assert parse_matrix(text).tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 2; 3", "row 2 has 1 number but row 1 has 2 numbers"),
        ("1 2; 3 x", "row 2, column 2: 'x' is not a number"),
        ("1,,2", "row 1, column 2: '' is not a number"),
        ("", "the matrix is empty"),
        (" ; ", "the matrix is empty"),
    ],
)
def test_a_bad_matrix_is_told_where(text, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        parse_matrix(text)


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([[1, 2]], "int64"),
        ([True, 2], "int64"),
        (np.array([True, False]), "int64"),
        (np.array([255], np.uint8), "int64"),
        (np.array([-1], np.int32), "int64"),
        (np.array([2**63], np.uint64), "object"),
        ([2**63, -1], "object"),
        ([-(2**63)], "int64"),
        ([Decimal("0.1")], "object"),
        ([Decimal(3), Fraction(4, 2)], "int64"),
        ([THIRD, 1], "object"),
        ([0.5, 1], "float64"),
        ([0.5, Fraction(1, 4)], "float64"),
        (np.array([1], np.float16), "float64"),
        ([np.float32(1), 2], "float64"),
        (np.array([np.int8(3), THIRD], object), "object"),
        (7, "int64"),
    ],
)
def test_the_dtype_says_what_the_numbers_are(values, dtype):
    exact = as_exact(values)
    assert exact.dtype == dtype
    assert is_floating(exact) == (dtype == "float64")
    assert not exact.flags.writeable
    assert (exact == np.array(values, dtype=object)).all()


def test_uint64_beyond_int64_stays_exact():
    assert as_exact(np.array([2**64 - 1], np.uint64))[0] == 2**64 - 1
    assert as_exact([2**63, -1]).tolist() == [2**63, -1]


def test_there_is_one_zero():
    for values in ([-0.0], np.array([-0.0]), np.array(-0.0)):
        assert not np.signbit(as_exact(values)).any()


def test_an_unmasked_array_is_an_array():
    assert as_exact(np.ma.masked_array([1, 2])).tolist() == [1, 2]


@pytest.mark.parametrize("order", ["C", "F"])
def test_views_and_orders_of_memory_do_not_matter(order):
    array = np.arange(24).reshape(2, 3, 4).copy(order=order)
    for view in (
        array[::-1, ::2],
        array.T,
        array[:, 1, ::-1],
        np.broadcast_to(array[0], (2, 3, 4)),
    ):
        view.flags.writeable = False
        exact = as_exact(view)
        assert exact.tolist() == view.tolist()
        assert not np.shares_memory(exact, array)


def test_the_callers_array_is_neither_frozen_nor_shared():
    mine = np.zeros((2, 2), np.int64)
    exact = as_exact(mine)
    mine[0, 0] = 5
    assert exact[0, 0] == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([[1, 2], [3]], r"ragged: at \(0,\) it holds 2 entries"),
        ([[1, float("nan")]], r"holds nan at \(0, 1\)"),
        (np.array([[1.0], [np.inf]]), r"holds inf at \(1, 0\)"),
        ([Decimal("NaN")], r"holds NaN at \(0,\)"),
        ([1j], "which is not a number"),
        (np.array([1j]), "holds complex128, not numbers"),
        (np.array(["2026-01-01"], "datetime64[D]"), "not numbers"),
        (None, "None"),
        ([[None]], r"holds None at \(0, 0\)"),
        ("1 2", "is text"),
        ([], r"shape \(0,\) is empty"),
        (np.zeros((2, 0, 3)), r"shape \(2, 0, 3\) is empty"),
        ([10**400, 0.5], "beyond float range"),
        ([Decimal("sNaN")], r"holds sNaN at \(0,\)"),
        ([Decimal("1e10000")], "use powers of ten from -9999 to 9999"),
        ([np.timedelta64(1, "s")], "which is not a number"),
        (np.array([1], np.longdouble) * np.longdouble("1e4000"), r"holds inf at \(0,\)"),
        (np.ma.masked_array([1, 2], mask=[True, False]), "has masked entries"),
        (np.zeros((1,) * 17), "has 17 axes: use at most 16"),
    ],
)
def test_what_is_not_numbers_is_refused_with_its_place(values, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        as_exact(values)
