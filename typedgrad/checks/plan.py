"""`Plan`: what the annotations of one function ask of its arguments and its result."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping, Set
from inspect import Parameter as Argument
from types import NoneType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from typedgrad.checks.names import Names, scopes_of
from typedgrad.checks.own import own_names, remember
from typedgrad.checks.reading import Reader, united
from typedgrad.checks.solved import Choices, Solved
from typedgrad.checks.specs import EachSpec, MappingSpec, Unchecked, UnionSpec, is_checked, pruned
from typedgrad.checks.written import written
from typedgrad.errors import DTypeError, ShapeError
from typedgrad.tensor.base import TensorBase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typedgrad.checks.dimensions import Later
    from typedgrad.checks.solved import Name
    from typedgrad.checks.specs import Spec

RESULT = "the result"

_CAN_FIT = (TensorBase, np.ndarray, int, np.integer, type, tuple, list, Set, Mapping)
"""What annotations ask something of. A default of another class says that there is none: None, a field's factory."""


class Asked(NamedTuple):
    """A parameter that is checked."""

    name: str
    position: int  # among all parameters
    spec: Spec


class Matched(NamedTuple):
    """Arguments that fit: what names stand for, and the sums and products that wait for the result."""

    solved: Solved
    later: list[Later]


class Plan:
    """What is asked of the arguments and the result of one function.

    Args:
        function: the undecorated one.
        signature: its parameters.
        local: what its annotations name of the functions around it.
        owner: the class that it is a method of, if its first argument is an instance.
        within: the class that it is defined in, as far as that is known.

    Raises:
        NameError: an annotation names what is not there at run time.
        TypeError: an annotation of a tensor is not of the form `Tensor[dtype, tuple[...]]`.

    Attributes:
        label: the function, as errors name it.
        arguments: the parameters that are checked.
        result: what the result is held to.
        own: names that are the class's, and stand for one thing in all calls of an instance.
    """

    def __init__(
        self,
        function: Callable[..., object],
        signature: inspect.Signature,
        local: Mapping[str, object],
        owner: type | None,
        within: type | None,
    ) -> None:
        self.label: str = label(function)
        plain = inspect.unwrap(function)
        module: str = getattr(plain, "__module__", None) or "__main__"
        variables: Mapping[str, object] = getattr(plain, "__globals__", None) or vars(sys.modules[module])
        parameters: Mapping[str, object] = {one.__name__: one for one in getattr(plain, "__type_params__", ())}
        of_class = () if within is None else (*scopes_of(within), {within.__name__: within})
        names = Names(module, parameters, *of_class, local, variables=variables)
        if within is not None:
            names = names.within(within.__module__, parameters, *of_class, local)
        reader = Reader(names, owner)
        specs = [self._read(reader, one) for one in signature.parameters.values()]
        result = self._result(reader, function, signature)
        bound = {name for spec in (*specs, result) for name in spec.named()}
        asked = zip(signature.parameters, specs, strict=True)
        pruned_specs = [Asked(name, i, pruned(spec, bound)) for i, (name, spec) in enumerate(asked)]
        self.arguments: list[Asked] = [one for one in pruned_specs if is_checked(one.spec)]
        self.result: Spec = pruned(result, bound)
        self.own: frozenset[Name] = frozenset(name for name in reader.made if name.is_own)

    def _read(self, reader: Reader, argument: Argument) -> Spec:
        if argument.annotation is Argument.empty:
            return Unchecked(None)
        spec = self._read_one(reader, argument.annotation, argument.name)
        if argument.kind is Argument.VAR_POSITIONAL:
            if reader.is_unpacked(argument.annotation):
                return spec
            return EachSpec(spec, f"*{argument.name}") if is_checked(spec) else spec
        if argument.kind is Argument.VAR_KEYWORD:
            return MappingSpec(spec, f"**{argument.name}") if is_checked(spec) else spec
        value: object = argument.default
        default = type(value)
        if is_checked(spec) and not issubclass(default, _CAN_FIT):
            takes_it = isinstance(spec, UnionSpec) and default in spec.others
            text = written(argument.annotation) + " | None" * (default is NoneType)
            return spec if takes_it else united((spec, Unchecked((default,))), text)
        return spec

    def _result(self, reader: Reader, function: Callable[..., object], signature: inspect.Signature) -> Spec:
        plain = inspect.unwrap(function)
        yields = inspect.isgeneratorfunction(plain) or inspect.isasyncgenfunction(plain)
        if yields or signature.return_annotation is inspect.Signature.empty:
            return Unchecked(None)
        return self._read_one(reader, signature.return_annotation, RESULT)

    def _read_one(self, reader: Reader, annotation: object, of: str) -> Spec:
        text = annotation if isinstance(annotation, str) else None
        try:
            return reader.read(annotation, text)
        except NameError as error:
            raise NameError(
                f"{self.label}: the annotation of {of}, {text or written(annotation)!r}, cannot be read at run time: "
                f"{error}",
                name=error.name,
            ) from error
        except TypeError as error:
            raise TypeError(f"{self.label}: the annotation of {of} is not understood: {error}") from error

    def check_arguments(self, values: tuple[object, ...]) -> Matched:
        """Hold the arguments against the annotations, one by one.

        Args:
            values: of all parameters.

        Raises:
            ShapeError: another rank or size, or a name that stands for two sizes.
            DTypeError: another dtype, or no tensor.
        """
        try:
            return self._matched(values, [(spec, values[i], name) for name, i, spec in self.arguments])
        except (ShapeError, DTypeError) as error:
            raise error.with_traceback(None) from None  # the frames in between say nothing to who reads it

    def check_result(self, matched: Matched | None, values: tuple[object, ...], result: object) -> None:
        """Hold the result against the annotations.

        Args:
            matched: what the arguments have given, None if they were not looked at one by one.
            values: of all parameters.
            result: what the function has returned.

        Raises:
            ShapeError: as of `check_arguments`.
            DTypeError: as of `check_arguments`.
        """
        matched = self._again(values, result) if matched is None else matched
        try:
            solved = self._with_result(matched, values, result)
            if self.own:
                remember(values[0], self.own, solved)
        except (ShapeError, DTypeError) as error:
            raise error.with_traceback(None) from None  # as above

    def _with_result(self, matched: Matched, values: tuple[object, ...], result: object) -> Solved:
        """What names stand for with the result, which may need other options for the arguments.

        Raises:
            ShapeError, DTypeError: it does not fit.
        """
        solved, later = matched
        try:
            for one in (*later, *self.result.check(result, RESULT, solved)):
                one.holds(solved)
        except (ShapeError, DTypeError) as error:
            if not solved.choices.other():
                raise
            given = [(spec, values[i], name) for name, i, spec in self.arguments]
            try:
                return self._matched(values, [*given, (self.result, result, RESULT)]).solved
            except (ShapeError, DTypeError):
                raise error from None
        return solved

    def _matched(self, values: tuple[object, ...], given: Sequence[tuple[Spec, object, str]]) -> Matched:
        """Hold values against specs, with the first choice of options that all of them fit.

        Raises:
            ShapeError, DTypeError: there is none; what is wrong with the first.
        """
        choices = Choices()
        first: ShapeError | DTypeError | None = None
        while True:
            solved = Solved(self.label, own_names(values[0], self.own) if self.own else None, choices)
            try:
                later = [later for spec, value, name in given for later in spec.check(value, name, solved)]
                return Matched(solved, [one for one in later if not one.holds(solved)])
            except (ShapeError, DTypeError) as error:
                first = error if first is None else first
                if not choices.other():
                    raise first from None

    def _again(self, values: tuple[object, ...], result: object) -> Matched:
        """What names stand for, of arguments that did fit.

        Raises:
            ShapeError: the function has changed them: something in a list.
            DTypeError: the result cannot be right, whatever they were.
        """
        try:
            return self.check_arguments(values)
        except (ShapeError, DTypeError) as error:
            self.result.check(result, RESULT, Solved(self.label))
            raise ShapeError(
                f"{self.label}: {RESULT} does not fit the arguments as they were before the call, which has changed "
                f"them: {str(error).removeprefix(f'{self.label}: ')}"
            ) from None


def label(function: Callable[..., object]) -> str:
    """A function, as errors name it: `f`, `Net.forward`."""
    name: str = getattr(function, "__qualname__", None) or repr(function)
    return name.rpartition("<locals>.")[2]
