"""What notebooks show of tensors, modules and histories: well-formed, escaped, small, and with the right content."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from math import inf, nan
from typing import Any

import numpy as np
import pytest
from helpers import parameter, untyped

from typedgrad import Parameter, as_tensor, bool_, compiled, float32, float64, from_numpy, int64, ones, zeros
from typedgrad.nn import Linear, Module, Sigmoid
from typedgrad.train import Epoch, Evaluation, History

VOID = {"br", "hr", "img"}


class Page(HTMLParser):
    """What a piece of HTML has: its tables as rows of texts, and all text; each element is closed in its turn."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.text = ""
        self.tags: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "style", "link", "iframe", "object"}
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs)
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open and self._open[-1] in {"td", "th", "i"}:
            self.tables[-1][-1][-1] += data


def page(value: object) -> Page:
    return Page(untyped(value)._repr_html_())


# ----------------------------------------------------------------------------------------------------------- tensors
TENSORS: dict[str, tuple[Any, str, list[list[list[str]]]]] = {
    "a vector": (
        as_tensor([1.0, -2.5], float32, (2,)),
        "Tensor[float32, tuple[2]]",
        [[["0", "1"], ["1", "-2.5"]]],
    ),
    "a matrix": (
        as_tensor([[1, 2, 3], [4, 5, 6]], int64, (2, 3)),
        "Tensor[int64, tuple[2, 3]]",
        [[["", "0", "1", "2"], ["0", "1", "2", "3"], ["1", "4", "5", "6"]]],
    ),
    "booleans": (as_tensor([True, False], bool_, (2,)), "Tensor[bool_, tuple[2]]", [[["0", "1"], ["True", "False"]]]),
    "no numbers": (
        as_tensor([nan, inf, -inf], float64, (3,)),
        "Tensor[float64, tuple[3]]",
        [[["0", "1", "2"], ["nan", "inf", "-inf"]]],
    ),
    "digits": (
        as_tensor([1 / 3, 1e-9, 123456789.0], float64, (3,)),
        "Tensor[float64, tuple[3]]",
        [[["0", "1", "2"], ["0.333333", "1e-09", "1.23457e+08"]]],
    ),
    "a parameter": (parameter(1.0), "Parameter[float64, tuple[1]]", [[["0"], ["1"]]]),
    "three axes": (
        as_tensor([[[1.0]], [[2.0]]], float32, (2, 1, 1)),
        "Tensor[float32, tuple[2, 1, 1]]",
        [[["", "0"], ["0", "1"]], [["", "0"], ["0", "2"]]],
    ),
}


@pytest.mark.parametrize("name", TENSORS)
def test_tensor_is_its_type_and_its_values(name: str) -> None:
    tensor, kind, tables = TENSORS[name]
    shown = page(tensor)
    assert shown.text.startswith(kind)
    assert shown.tables == tables


def test_scalar_has_no_table() -> None:
    shown = page(as_tensor(0.25, float32, ()))
    assert (shown.text, shown.tables) == ("Tensor[float32, tuple[()]]0.25", [])


@pytest.mark.parametrize("shape", [(0,), (2, 0), (0, 3, 2)])
def test_empty_tensor_says_so(shape: tuple[int, ...]) -> None:
    shown = page(untyped(zeros)(shape))
    assert shown.text == f"Tensor[float32, tuple[{', '.join(map(str, shape))}]]no elements"


def test_large_matrix_is_shown_by_its_corners() -> None:
    shown = page(from_numpy(np.arange(1_000_000.0).reshape(1000, 1000)))
    (table,) = shown.tables
    assert table[0] == ["", "0", "1", "2", "3", "4", "5", "…", "994", "995", "996", "997", "998", "999"]
    assert [row[0] for row in table] == ["", *"012345", "…", "994", "995", "996", "997", "998", "999"]
    assert (table[1][1], table[-1][-1], table[7]) == ("0", "999999", ["…"] * 14)


def test_twelve_rows_and_columns_are_shown_whole() -> None:
    (table,) = page(ones((12, 12))).tables
    assert [len(row) for row in table] == [13] * 13
    assert not any("…" in row for row in table)


def test_places_of_matrices_are_named() -> None:
    shown = page(untyped(ones)((3, 4, 1, 1)))
    assert re.findall(r"\[\d+, \d+\]", shown.text) == ["[0, 0]", "[0, 1]", "[0, 2]", "[2, 1]", "[2, 2]", "[2, 3]"]
    assert len(shown.tables) == 6


def test_many_axes_stay_small() -> None:
    assert len(untyped(ones)((2,) * 16)._repr_html_()) < 10_000


@pytest.mark.parametrize("shape", [(100_000,), (1000, 1000), (50, 50, 50), (10, 10, 10, 10)])
def test_page_is_small(shape: tuple[int, ...]) -> None:
    assert len(untyped(ones)(shape)._repr_html_()) < 100_000


def test_tensor_that_is_being_captured_has_its_type(capsys: pytest.CaptureFixture[str]) -> None:
    @compiled
    def step(x: Any) -> Any:
        print(untyped(x * 2.0)._repr_html_())
        return x

    step(ones((2,)))
    assert Page(capsys.readouterr().out.strip()).text == "Tensor[float32, tuple[2]] being captured"


# ----------------------------------------------------------------------------------------------------------- modules
def generator() -> np.random.Generator:
    return np.random.default_rng(0)


class Block(Module):
    def __init__(self) -> None:
        self.inner = Linear(3, 3, rng=generator())
        self.scales = [Parameter(ones((3,))), Parameter(ones((2,)))]
        self.again = self.inner
        self.shared = self.scales[0]
        self.itself: Module = self
        self.size = 3


def test_module_is_a_tree_of_its_parameters() -> None:
    shown = page(Block())
    assert shown.text.startswith("Block, 17 parameters")
    assert shown.tables == [
        [
            ["name", "type", "samples", "parameters"],
            ["", "Block", "", "17"],
            ["inner", "Linear", "(3,) → (3,)", "12"],
            ["weight", "Parameter[float32, tuple[3, 3]]", "", "9"],
            ["bias", "Parameter[float32, tuple[3]]", "", "3"],
            ["scales.0", "Parameter[float32, tuple[3]]", "", "3"],
            ["scales.1", "Parameter[float32, tuple[2]]", "", "2"],
            ["again", "the same as inner", "", "0"],
            ["shared", "the same as scales.0", "", "0"],
            ["itself", "the same as the whole", "", "0"],
        ]
    ]


def test_layers_in_a_chain() -> None:
    network = Linear(64, 40, rng=generator()) >> Sigmoid() >> Linear(40, 10, rng=generator(), bias=False)
    shown = page(network)
    assert shown.text.startswith("Layer, 3,000 parameters")
    assert shown.tables[0][1:] == [
        ["", "Layer", "(64,) → (10,)", "3,000"],
        ["layers.0", "Linear", "(64,) → (40,)", "2,600"],
        ["weight", "Parameter[float32, tuple[64, 40]]", "", "2,560"],
        ["bias", "Parameter[float32, tuple[40]]", "", "40"],
        ["layers.1", "Sigmoid", "", "0"],
        ["layers.2", "Linear", "(40,) → (10,)", "400"],
        ["weight", "Parameter[float32, tuple[40, 10]]", "", "400"],
    ]


def test_depth_is_indented() -> None:
    indents = re.findall(r"padding-left:(\d+)px", untyped(Block())._repr_html_())
    assert indents[:4] == ["0", "16", "32", "32"]


def test_names_are_escaped() -> None:
    module: Any = Module()
    setattr(module, "<b>&\"'", Parameter(ones((1,))))
    assert page(module).tables[0][-1][0] == "<b>&\"'"
    assert "b" not in page(module).tags

    hostile = type("<script>", (Module,), {})()
    assert page(hostile).text.startswith("<script>, 0 parameters")


def test_deep_tree_is_shown_without_recursion() -> None:
    top: Any = Module()
    module: Any = top
    for _ in range(2000):
        module.inner = Module()
        module = module.inner
    assert len(page(top).tables[0]) == 2002


# ----------------------------------------------------------------------------------------------------------- history
def history(*losses: float) -> History:
    return History(
        tuple(
            Epoch(i, Evaluation(loss, 0.5 + 0.01 * i), Evaluation(loss + 0.5, 0.25), 0.125)
            for i, loss in enumerate(losses, 1)
        )
    )


def charts(value: History) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", untyped(value)._repr_html_())]


NS = "{http://www.w3.org/2000/svg}"


def curve(chart: ET.Element, which: int) -> list[tuple[float, float]]:
    """The points of the training curve, 0, or that of the test, 1."""
    lines = chart.findall(f"{NS}g")[which].findall(f"{NS}polyline")
    return [(float(x), float(y)) for line in lines for x, y in (p.split(",") for p in line.attrib["points"].split())]


def test_history_is_a_table_of_epochs() -> None:
    shown = page(history(2.0, 1.0))
    assert shown.text.startswith("History, 2 epochs in 0.25 s")
    assert shown.tables == [
        [
            ["epoch", "train loss", "test loss", "train score", "test score", "seconds"],
            ["1", "2.0000", "2.5000", "0.5100", "0.2500", "0.12"],
            ["2", "1.0000", "1.5000", "0.5200", "0.2500", "0.12"],
        ]
    ]


def test_history_draws_its_curves() -> None:
    loss, score = charts(history(2.0, 1.0, 0.5))
    train, test = curve(loss, 0), curve(loss, 1)
    assert [x for x, _ in train] == [x for x, _ in test] == [18.0, 150.0, 282.0]
    assert [y for _, y in test] == [18.0, 65.0, 88.5]  # 2.5, the largest, is on top
    assert [y for _, y in train] == [41.5, 88.5, 112.0]  # 0.5, the least, at the bottom
    assert [text.text for text in loss.iter(f"{NS}text")] == ["loss", "train", "test", "0.5 to 2.5", "3 epochs"]
    assert len({y for _, y in curve(score, 1)}) == 1


def test_long_history_is_cut() -> None:
    shown = untyped(history(*(1.0 / i for i in range(1, 5001))))._repr_html_()
    (table,) = Page(shown).tables
    assert [row[0] for row in table[1:]] == [*map(str, range(1, 11)), "…", *map(str, range(4991, 5001))]
    assert len(shown) < 60_000


def test_one_epoch_is_a_dot() -> None:
    (loss, _) = charts(history(2.0))
    assert len(list(loss.iter(f"{NS}circle"))) == 2


def test_losses_that_are_no_numbers_leave_gaps() -> None:
    (loss, _) = charts(history(3.0, 2.0, nan, 1.0, 0.5, inf))
    assert len(loss.findall(f"{NS}g")[0].findall(f"{NS}polyline")) == 2
    assert page(history(nan)).tables[0][1][1] == "nan"
    assert all(len(list(chart.iter(f"{NS}polyline"))) == 0 for chart in charts(history(nan))[:1])


def test_losses_of_any_size_are_drawn() -> None:
    (loss, _) = charts(history(-1.7e308, 1.7e308))
    assert all(np.isfinite(curve(loss, 0)).ravel())


def test_no_epochs() -> None:
    assert page(History(())).text == "History, no epochs"
