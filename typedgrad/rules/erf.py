"""The error function, which NumPy lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from typedgrad.rules.namespace import NDArray

    Parts: TypeAlias = tuple[Sequence[float], Sequence[float]]
    """The coefficients above and below the line."""
    Pieces: TypeAlias = tuple[tuple[float, Callable[[NDArray, Parts], NDArray], Parts], ...]

# Rational approximations of Sun's fdlibm, s_erf.c (1993), each within its interval of |x|; lowest power first.
_NEAR_0 = (
    (0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-05),
    (
        1.0,
        0.39791722395915535,
        0.0650222499887673,
        0.005081306281875766,
        0.00013249473800432164,
        -3.960228278775368e-06,
    ),
)
_NEAR_1 = (
    (
        -0.0023621185607526594,
        0.41485611868374833,
        -0.3722078760357013,
        0.31834661990116175,
        -0.11089469428239668,
        0.035478304325618236,
        -0.002166375594868791,
    ),
    (
        1.0,
        0.10642088040084423,
        0.540397917702171,
        0.07182865441419627,
        0.12617121980876164,
        0.01363708391202905,
        0.011984499846799107,
    ),
)
_ERF_OF_1 = 8.45062911510467529297e-01  # rounded to float32, so that what is added to it keeps its digits
_BEFORE_TAIL = (
    (
        -0.009864944034847148,
        -0.6938585727071818,
        -10.558626225323291,
        -62.375332450326006,
        -162.39666946257347,
        -184.60509290671104,
        -81.2874355063066,
        -9.814329344169145,
    ),
    (
        1.0,
        19.651271667439257,
        137.65775414351904,
        434.56587747522923,
        645.3872717332679,
        429.00814002756783,
        108.63500554177944,
        6.570249770319282,
        -0.0604244152148581,
    ),
)
_TAIL = (
    (
        -0.0098649429247001,
        -0.799283237680523,
        -17.757954917754752,
        -160.63638485582192,
        -637.5664433683896,
        -1025.0951316110772,
        -483.5191916086514,
    ),
    (
        1.0,
        30.33806074348246,
        325.7925129965739,
        1536.729586084437,
        3199.8582195085955,
        2553.0504064331644,
        474.52854120695537,
        -22.44095244658582,
    ),
)


def _polynomial(z: NDArray, coefficients: Sequence[float]) -> NDArray:
    value: NDArray = np.full(z.shape, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        value *= z
        value += coefficient
    return value


def _ratio(z: NDArray, parts: Parts) -> NDArray:
    quotient: NDArray = _polynomial(z, parts[0]) / _polynomial(z, parts[1])
    return quotient


def _below_1(x: NDArray, parts: Parts) -> NDArray:
    value: NDArray = x + x * _ratio(x * x, parts)
    return value


def _around_1(x: NDArray, parts: Parts) -> NDArray:
    value: NDArray = _ERF_OF_1 + _ratio(x - 1.0, parts)
    return value


def _above_1(x: NDArray, parts: Parts) -> NDArray:
    squared: NDArray = x * x
    value: NDArray = 1.0 - np.exp(-squared - 0.5625 + _ratio(1.0 / squared, parts)) / x
    return value


_END = 6.0  # from here on it is 1
_PIECES: Pieces = (
    (0.84375, _below_1, _NEAR_0),
    (1.25, _around_1, _NEAR_1),
    (1.0 / 0.35, _above_1, _BEFORE_TAIL),
    (_END, _above_1, _TAIL),
)


def erf(x: NDArray) -> NDArray:
    """`2 / sqrt(pi)` times the integral of `exp(-t * t)` from 0 to each element, to one unit in the last place."""
    size: NDArray = np.abs(np.asarray(x, np.float64))  # a float32 in double precision, then rounded once
    value: NDArray = np.ones(size.shape)
    start = 0.0
    for end, piece, parts in _PIECES:
        within = (start <= size) & (size < end)
        value[within] = piece(size[within], parts)
        start = end
    value[np.isnan(size)] = np.nan
    signed: NDArray = np.copysign(value, x).astype(x.dtype)
    return signed
