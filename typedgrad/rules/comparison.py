"""Rules without gradients: comparisons, logic, bits."""

from __future__ import annotations

import numpy as np

from typedgrad.rules.rule import (
    ANY,
    BITWISE,
    INTEGER,
    NUMERIC,
    Rule,
    binary_without_gradient,
    unary_without_gradient,
)

less: Rule = binary_without_gradient("less", NUMERIC, lambda xp, x1, x2: x1 < x2)
less_equal: Rule = binary_without_gradient("less_equal", NUMERIC, lambda xp, x1, x2: x1 <= x2)
greater: Rule = binary_without_gradient("greater", NUMERIC, lambda xp, x1, x2: x1 > x2)
greater_equal: Rule = binary_without_gradient("greater_equal", NUMERIC, lambda xp, x1, x2: x1 >= x2)
equal: Rule = binary_without_gradient("equal", ANY, lambda xp, x1, x2: xp.equal(x1, x2))
not_equal: Rule = binary_without_gradient("not_equal", ANY, lambda xp, x1, x2: xp.not_equal(x1, x2))

isnan: Rule = unary_without_gradient("isnan", NUMERIC, lambda xp, x: xp.isnan(x))
isinf: Rule = unary_without_gradient("isinf", NUMERIC, lambda xp, x: xp.isinf(x))
isfinite: Rule = unary_without_gradient("isfinite", NUMERIC, lambda xp, x: xp.isfinite(x))

logical_and: Rule = binary_without_gradient("logical_and", ANY, lambda xp, x1, x2: xp.logical_and(x1, x2))
logical_or: Rule = binary_without_gradient("logical_or", ANY, lambda xp, x1, x2: xp.logical_or(x1, x2))
logical_xor: Rule = binary_without_gradient("logical_xor", ANY, lambda xp, x1, x2: xp.logical_xor(x1, x2))
logical_not: Rule = unary_without_gradient("logical_not", ANY, lambda xp, x: xp.logical_not(x))

bitwise_and: Rule = binary_without_gradient("bitwise_and", BITWISE, lambda xp, x1, x2: x1 & x2)
bitwise_or: Rule = binary_without_gradient("bitwise_or", BITWISE, lambda xp, x1, x2: x1 | x2)
bitwise_xor: Rule = binary_without_gradient("bitwise_xor", BITWISE, lambda xp, x1, x2: x1 ^ x2)
invert: Rule = unary_without_gradient("invert", BITWISE, lambda xp, x: ~x)
left_shift: Rule = binary_without_gradient("left_shift", INTEGER, lambda xp, x1, x2: xp.left_shift(x1, x2))
right_shift: Rule = binary_without_gradient("right_shift", INTEGER, lambda xp, x1, x2: xp.right_shift(x1, x2))

# Ufuncs called directly skip one Python frame.
less.executed_by(np.less)
less_equal.executed_by(np.less_equal)
greater.executed_by(np.greater)
greater_equal.executed_by(np.greater_equal)
equal.executed_by(np.equal)
not_equal.executed_by(np.not_equal)
isnan.executed_by(np.isnan)
isinf.executed_by(np.isinf)
isfinite.executed_by(np.isfinite)
logical_and.executed_by(np.logical_and)
logical_or.executed_by(np.logical_or)
logical_xor.executed_by(np.logical_xor)
logical_not.executed_by(np.logical_not)
bitwise_and.executed_by(np.bitwise_and)
bitwise_or.executed_by(np.bitwise_or)
bitwise_xor.executed_by(np.bitwise_xor)
invert.executed_by(np.invert)
left_shift.executed_by(np.left_shift)
right_shift.executed_by(np.right_shift)
