"""The quick way: Python source of a function that checks its arguments by comparing dtypes and sizes, and no more.

Whatever does not fit there, and whatever it does not know, is looked at again in the slow way, by `Plan`: that decides.
"""

from __future__ import annotations

from inspect import Parameter as Argument
from typing import TYPE_CHECKING

from typedgrad.checks.quick import NotQuick, Writer
from typedgrad.checks.specs import is_checked

if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable, Mapping

    from typedgrad.checks.plan import Plan
    from typedgrad.checks.quick import Variables


def source_of(
    plan: Plan, signature: inspect.Signature, name: str, *, is_async: bool, function: Callable[..., object]
) -> tuple[str, Variables]:
    """The source of a function that checks and calls another one, and what it refers to.

    Args:
        plan: what is asked.
        signature: its parameters.
        name: what it is called.
        is_async: whether it is a coroutine function.
        function: what it calls.
    """
    prefix = prefix_of(signature)
    constants: Variables = {
        f"{prefix}function": function,
        f"{prefix}check_arguments": plan.check_arguments,
        f"{prefix}check_result": plan.check_result,
    }
    header, call, values = headed(signature, name, prefix, is_async=is_async)
    writer = Writer(prefix, constants)
    arguments, result = _quick(plan, writer, signature)
    matched, returned = f"{prefix}matched", f"{prefix}result"
    lines = [header]
    if not plan.arguments and not plan.own:
        lines.append(f"    {matched} = None")
    elif arguments is None:
        lines.append(f"    {matched} = {prefix}check_arguments({values})")
    else:
        lines += ["    try:", *_indented(arguments), f"        {matched} = None", "    except Exception:"]
        lines += [f"        {matched} = 0", f"    if {matched} is not None:"]
        lines.append(f"        {matched} = {prefix}check_arguments({values})")
    if not is_checked(plan.result) and not plan.own:
        lines.append(f"    return {call}")
        return "\n".join([*lines, ""]), constants
    lines.append(f"    {returned} = {call}")
    if result is not None:
        lines += [f"    if {matched} is None:", "        try:", *_indented(_indented(result))]
        lines += [f"            return {returned}", "        except Exception:", "            pass"]
    lines += [f"    {prefix}check_result({matched}, {values}, {returned})", f"    return {returned}"]
    return "\n".join([*lines, ""]), constants


def _quick(plan: Plan, writer: Writer, signature: inspect.Signature) -> tuple[list[str] | None, list[str] | None]:
    """The lines that check the arguments, and those for the result; None where there is no quick way."""
    try:
        if plan.own:
            writer.own(next(iter(signature.parameters)), plan.own)
        for argument in plan.arguments:
            writer.check(argument.spec, argument.name)
        writer.settle()
    except NotQuick:
        return None, None
    arguments, writer.lines = writer.lines, []
    try:
        writer.check(plan.result, writer.variable("result"))
        writer.settle()
    except NotQuick:
        return arguments, None
    return arguments, writer.lines


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def prefix_of(signature: inspect.Signature) -> str:
    """What the variables of the checks begin with, unlike any parameter."""
    prefix = "_"
    while any(name.startswith(prefix) for name in signature.parameters):
        prefix += "_"
    return prefix


def headed(signature: inspect.Signature, name: str, prefix: str, *, is_async: bool) -> tuple[str, str, str]:
    """A function's first line, the call of the function within it, and its arguments as a tuple."""
    parameters: list[str] = []
    passed: list[str] = []
    before: Argument | None = None
    for one in signature.parameters.values():
        if before is not None and before.kind is Argument.POSITIONAL_ONLY is not one.kind:
            parameters.append("/")
        if one.kind is Argument.KEYWORD_ONLY and not any(part.startswith("*") for part in parameters):
            parameters.append("*")
        stars = "*" if one.kind is Argument.VAR_POSITIONAL else "**" if one.kind is Argument.VAR_KEYWORD else ""
        parameters.append(f"{stars}{one.name}{'' if one.default is Argument.empty else '=None'}")
        passed.append(f"{one.name}={one.name}" if one.kind is Argument.KEYWORD_ONLY else f"{stars}{one.name}")
        before = one
    if before is not None and before.kind is Argument.POSITIONAL_ONLY:
        parameters.append("/")
    header = f"{'async ' * is_async}def {name}({', '.join(parameters)}):"
    values = "".join(f"{one}, " for one in signature.parameters)
    return header, f"{'await ' * is_async}{prefix}function({', '.join(passed)})", f"({values.strip()})"


def defaults_of(signature: inspect.Signature) -> tuple[tuple[object, ...], Mapping[str, object]]:
    """The values of a function's `__defaults__` and `__kwdefaults__`."""
    given = [one for one in signature.parameters.values() if one.default is not Argument.empty]
    keywords = {one.name: one.default for one in given if one.kind is Argument.KEYWORD_ONLY}
    return tuple(one.default for one in given if one.kind is not Argument.KEYWORD_ONLY), keywords
