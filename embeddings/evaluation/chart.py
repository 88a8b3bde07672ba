"""Curves over the unit square as SVG, drawn by hand: no library, no script, no outside asset."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_SIZE = 320
_MARGIN = 44
_COLOURS = ("#2563a8", "#b4511c", "#3d7a3d")
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Curve:
    """One line.

    Attributes:
        points: (x, y), each in [0, 1], by ascending x.
    """

    label: str
    points: Sequence[tuple[float, float]]


def draw(title: str, across: str, up: str, curves: Sequence[Curve]) -> str:
    """An ``<svg>`` element with axes from 0 to 1, at most three curves and their legend.

    Args:
        title: what it shows, for those who cannot see it.
        across: name of the x axis.
        up: name of the y axis.
        curves: what is drawn, in the order of the legend.

    Raises:
        ValueError: if there are more curves than colours.
    """
    if len(curves) > len(_COLOURS):
        raise ValueError(f"{len(curves)} curves are more than {len(_COLOURS)} colours")
    width, height = _SIZE + 2 * _MARGIN, _SIZE + 2 * _MARGIN + 18 * len(curves)
    middle = _MARGIN + _SIZE / 2
    parts = [
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<title>{escape(title)}</title>",
        *_grid(),
        f'<text x="{middle}" y="{_MARGIN + _SIZE + 34}" text-anchor="middle">{escape(across)}'
        "</text>",
        f'<text transform="translate(12 {middle}) rotate(-90)" text-anchor="middle">{escape(up)}'
        "</text>",
    ]
    for number, (curve, colour) in enumerate(zip(curves, _COLOURS, strict=False)):
        line = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in curve.points)
        top = _MARGIN + _SIZE + 54 + 18 * number
        parts += [
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{line}"/>',
            f'<rect x="{_MARGIN}" y="{top - 9}" width="18" height="4" fill="{colour}"/>',
            f'<text x="{_MARGIN + 24}" y="{top}">{escape(curve.label)}</text>',
        ]
    return "".join((*parts, "</svg>"))


def _grid() -> list[str]:
    lines = []
    for tick in _TICKS:
        x, y = _x(tick), _y(tick)
        lines += [
            f'<path stroke="#8886" d="M{x:.1f} {_y(0):.1f}V{_y(1):.1f}"/>',
            f'<path stroke="#8886" d="M{_x(0):.1f} {y:.1f}H{_x(1):.1f}"/>',
            f'<text x="{x:.1f}" y="{_MARGIN + _SIZE + 16}" text-anchor="middle">{tick:g}</text>',
            f'<text x="{_MARGIN - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>',
        ]
    return lines


def _x(value: float) -> float:
    return _MARGIN + value * _SIZE


def _y(value: float) -> float:
    return _MARGIN + (1 - value) * _SIZE
