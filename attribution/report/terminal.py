"""What ``text`` and ``explain`` share: rows of label and Arabic, headings, and the console that draws them.

English labels stand in a column of their own beside the Arabic; Arabic labels stand before their value on a line that
is Arabic only. So each line has one direction, and reads in a terminal that reorders nothing as in one that does.
Letters are left as they are; shaping is the terminal's. Control and bidi characters of the article are left out.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from attribution.report.formats import RenderOptions
from attribution.report.labels import Labels

__all__ = ["INDENT", "SEPARATOR", "Row", "clean", "draw", "heading", "rows"]

Row = tuple[str, str | Text]
SEPARATOR = " · "
INDENT = 4
_LABEL_WIDTH = 18
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """The text on one line, without characters that would steer a terminal or turn its direction."""
    line = " ".join(text.split())
    return "".join(char for char in line if unicodedata.category(char) != "Cc" and char not in _BIDI_CONTROLS)


def rows(pairs: Iterable[Row], labels: Labels, *, repeat: bool = False) -> RenderableType:
    """Labels and values; in the column of English labels, one that comes again is left out unless ``repeat``."""
    if labels.direction == "rtl":
        lines = (Text(f"{label}: ", style="dim") + _value(value) if label else _value(value) for label, value in pairs)
        return Padding(Group(*lines), (0, 0, 0, INDENT))
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=INDENT - 1)
    table.add_column(width=_LABEL_WIDTH, style="dim")
    table.add_column(ratio=1, overflow="fold")
    previous = ""
    for label, value in pairs:
        table.add_row("", "" if label == previous and not repeat else label, _value(value))
        previous = label or previous
    return table


def heading(title: str) -> RenderableType:
    """A heading with a rule after it."""
    return Padding(Rule(Text(title, style="bold"), align="left", characters="─", style="dim"), (1, 0, 1, 0))


def draw(renderables: Iterable[RenderableType], options: RenderOptions) -> str:
    """What a terminal of ``options.width`` columns shows; ANSI colours only with ``options.color``."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=options.width,
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        no_color=not options.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for renderable in renderables:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _value(value: str | Text) -> Text:
    return value if isinstance(value, Text) else Text(clean(value))
