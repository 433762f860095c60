"""The application: its commands, what happens to errors, exit codes.

0 done · 1 findings past a threshold the user asked for · 2 bad input or usage · 3 internal error.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from attribution.errors import AttributionError

__all__ = ["app", "main"]

_COMMANDS = {
    "analyze": "Who says what in articles, how sure, how well sourced.",
    "explain": "The whole way from an article to one claim.",
    "parse": "Sentences, words and trees of articles, as CoNLL-U.",
    "checks": "The editorial checks and what they rest on.",
    "lexicon": "Check the lexicons, or try a sentence on them.",
    "evaluate": "Score the tool against annotated articles.",
    "models": "The parsing models that are here, and more.",
}
_DEBUG = "ATTRIBUTION_DEBUG"


class _LazyGroup(TyperGroup):
    """Imports the module of a command, ``attribution.cli.NAME``, when that command is run."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature of the base class
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            return None
        if ctx.resilient_parsing or _only_help_is_wanted():
            return TyperCommand(cmd_name, help=_COMMANDS[cmd_name])
        module = import_module(f"attribution.cli.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=_LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)


def _print_version(value: bool) -> None:  # noqa: FBT001 - typer gives it by position
    if value:
        from attribution import __version__

        typer.echo(f"attribution {__version__}")
        raise typer.Exit


@app.callback()
def attribution(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")] = False,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and stop.")
    ] = False,
) -> None:
    """Who says what in an Arabic news article, how sure, and how well sourced."""
    if debug:
        os.environ[_DEBUG] = "1"


def main() -> None:
    """Run the command line and leave with its exit code.

    An :class:`attribution.errors.AttributionError` is one line on standard error; so is anything unexpected, whose
    traceback ``--debug`` shows.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except AttributionError as error:
        _complain(str(error))
        code = error.exit_code
    except BrokenPipeError:
        # The reader of our output (head, less) has left; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        code = 130
    except MemoryError:
        _complain("out of memory: give fewer or shorter articles in one call")
        code = 3
    except Exception as error:  # noqa: BLE001 - the one place where nothing may get past
        if os.environ.get(_DEBUG):
            traceback.print_exc()
        _complain(
            f"internal error: {type(error).__name__}: {' '.join(str(error).split())[:200]} "
            "(please report it with the input; `attribution --debug …` shows more)"
        )
        code = 3
    sys.exit(code)


def _complain(message: str) -> None:
    with contextlib.suppress(OSError):
        sys.stderr.write("attribution: " + " ".join(message.splitlines()) + "\n")


def _only_help_is_wanted() -> bool:
    return sys.argv[1:2] in (["--help"], ["-h"], [])
