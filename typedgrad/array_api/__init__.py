"""The Python Array API standard, version 2021.12, over typedgrad's tensors.

Code that is written for any array library asks an array for its namespace and finds this module:

>>> from typedgrad import as_tensor, float64
>>> def standardized(x):
...     xp = x.__array_namespace__()
...     return (x - xp.mean(x)) / xp.std(x)
>>> standardized(as_tensor([1.0, 2.0, 3.0], float64, (3,)))
Tensor[float64, tuple[3]]([-1.22474487,  0.        ,  1.22474487])

Such code does not know which library it calls, so types are erased here: the parameters and results of the functions
are `Tensor[Any, Any]` (`erased.Array`). Those that typedgrad has with the parameters of the standard are its own, types
and all. Gradients flow through all of them.

`docs/array-api.md` lists what is otherwise than in the standard, and why.
"""

from typedgrad import abs as abs
from typedgrad import add as add
from typedgrad import bitwise_and as bitwise_and
from typedgrad import bitwise_invert as bitwise_invert
from typedgrad import bitwise_left_shift as bitwise_left_shift
from typedgrad import bitwise_or as bitwise_or
from typedgrad import bitwise_right_shift as bitwise_right_shift
from typedgrad import bitwise_xor as bitwise_xor
from typedgrad import ceil as ceil
from typedgrad import cos as cos
from typedgrad import cosh as cosh
from typedgrad import divide as divide
from typedgrad import equal as equal
from typedgrad import exp as exp
from typedgrad import expm1 as expm1
from typedgrad import floor as floor
from typedgrad import floor_divide as floor_divide
from typedgrad import greater as greater
from typedgrad import greater_equal as greater_equal
from typedgrad import hypot as hypot
from typedgrad import isfinite as isfinite
from typedgrad import isinf as isinf
from typedgrad import isnan as isnan
from typedgrad import less as less
from typedgrad import less_equal as less_equal
from typedgrad import log as log
from typedgrad import log1p as log1p
from typedgrad import log2 as log2
from typedgrad import log10 as log10
from typedgrad import logaddexp as logaddexp
from typedgrad import logical_and as logical_and
from typedgrad import logical_not as logical_not
from typedgrad import logical_or as logical_or
from typedgrad import logical_xor as logical_xor
from typedgrad import maximum as maximum
from typedgrad import minimum as minimum
from typedgrad import multiply as multiply
from typedgrad import negative as negative
from typedgrad import not_equal as not_equal
from typedgrad import positive as positive
from typedgrad import reciprocal as reciprocal
from typedgrad import remainder as remainder
from typedgrad import round as round
from typedgrad import sign as sign
from typedgrad import sin as sin
from typedgrad import sinh as sinh
from typedgrad import sqrt as sqrt
from typedgrad import square as square
from typedgrad import subtract as subtract
from typedgrad import tan as tan
from typedgrad import tanh as tanh
from typedgrad import trunc as trunc
from typedgrad import unique_values as unique_values
from typedgrad.array_api import linalg as linalg
from typedgrad.array_api.constants import e as e
from typedgrad.array_api.constants import inf as inf
from typedgrad.array_api.constants import nan as nan
from typedgrad.array_api.constants import newaxis as newaxis
from typedgrad.array_api.constants import pi as pi
from typedgrad.array_api.creation import arange as arange
from typedgrad.array_api.creation import asarray as asarray
from typedgrad.array_api.creation import empty as empty
from typedgrad.array_api.creation import empty_like as empty_like
from typedgrad.array_api.creation import eye as eye
from typedgrad.array_api.creation import from_dlpack as from_dlpack
from typedgrad.array_api.creation import full as full
from typedgrad.array_api.creation import full_like as full_like
from typedgrad.array_api.creation import linspace as linspace
from typedgrad.array_api.creation import meshgrid as meshgrid
from typedgrad.array_api.creation import ones as ones
from typedgrad.array_api.creation import ones_like as ones_like
from typedgrad.array_api.creation import tril as tril
from typedgrad.array_api.creation import triu as triu
from typedgrad.array_api.creation import zeros as zeros
from typedgrad.array_api.creation import zeros_like as zeros_like
from typedgrad.array_api.data_type_functions import astype as astype
from typedgrad.array_api.data_type_functions import broadcast_arrays as broadcast_arrays
from typedgrad.array_api.data_type_functions import broadcast_to as broadcast_to
from typedgrad.array_api.data_type_functions import can_cast as can_cast
from typedgrad.array_api.data_type_functions import finfo as finfo
from typedgrad.array_api.data_type_functions import iinfo as iinfo
from typedgrad.array_api.data_type_functions import isdtype as isdtype
from typedgrad.array_api.data_type_functions import result_type as result_type
from typedgrad.array_api.data_types import bool as bool
from typedgrad.array_api.data_types import float32 as float32
from typedgrad.array_api.data_types import float64 as float64
from typedgrad.array_api.data_types import int32 as int32
from typedgrad.array_api.data_types import int64 as int64
from typedgrad.array_api.elementwise import acos as acos
from typedgrad.array_api.elementwise import acosh as acosh
from typedgrad.array_api.elementwise import asin as asin
from typedgrad.array_api.elementwise import asinh as asinh
from typedgrad.array_api.elementwise import atan as atan
from typedgrad.array_api.elementwise import atan2 as atan2
from typedgrad.array_api.elementwise import atanh as atanh
from typedgrad.array_api.elementwise import clip as clip
from typedgrad.array_api.elementwise import copysign as copysign
from typedgrad.array_api.elementwise import pow as pow
from typedgrad.array_api.elementwise import signbit as signbit
from typedgrad.array_api.indexing import take as take
from typedgrad.array_api.indexing import take_along_axis as take_along_axis
from typedgrad.array_api.inspection import __array_namespace_info__ as __array_namespace_info__
from typedgrad.array_api.linalg import matmul as matmul
from typedgrad.array_api.linalg import matrix_transpose as matrix_transpose
from typedgrad.array_api.linalg import tensordot as tensordot
from typedgrad.array_api.linalg import vecdot as vecdot
from typedgrad.array_api.manipulation import concat as concat
from typedgrad.array_api.manipulation import expand_dims as expand_dims
from typedgrad.array_api.manipulation import flip as flip
from typedgrad.array_api.manipulation import moveaxis as moveaxis
from typedgrad.array_api.manipulation import permute_dims as permute_dims
from typedgrad.array_api.manipulation import repeat as repeat
from typedgrad.array_api.manipulation import reshape as reshape
from typedgrad.array_api.manipulation import roll as roll
from typedgrad.array_api.manipulation import squeeze as squeeze
from typedgrad.array_api.manipulation import stack as stack
from typedgrad.array_api.manipulation import tile as tile
from typedgrad.array_api.manipulation import unstack as unstack
from typedgrad.array_api.searching import argmax as argmax
from typedgrad.array_api.searching import argmin as argmin
from typedgrad.array_api.searching import count_nonzero as count_nonzero
from typedgrad.array_api.searching import nonzero as nonzero
from typedgrad.array_api.searching import searchsorted as searchsorted
from typedgrad.array_api.searching import where as where
from typedgrad.array_api.sets import unique_all as unique_all
from typedgrad.array_api.sets import unique_counts as unique_counts
from typedgrad.array_api.sets import unique_inverse as unique_inverse
from typedgrad.array_api.sorting import argsort as argsort
from typedgrad.array_api.sorting import sort as sort
from typedgrad.array_api.statistical import cumulative_prod as cumulative_prod
from typedgrad.array_api.statistical import cumulative_sum as cumulative_sum
from typedgrad.array_api.statistical import max as max
from typedgrad.array_api.statistical import mean as mean
from typedgrad.array_api.statistical import min as min
from typedgrad.array_api.statistical import prod as prod
from typedgrad.array_api.statistical import std as std
from typedgrad.array_api.statistical import sum as sum
from typedgrad.array_api.statistical import var as var
from typedgrad.array_api.utility import all as all
from typedgrad.array_api.utility import any as any
from typedgrad.array_api.utility import diff as diff
from typedgrad.tensor.assignment import assignable as assignable

__array_api_version__ = "2021.12"
