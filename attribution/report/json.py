"""``json``: the plain data as it is, in the published schema."""

from __future__ import annotations

from typing import Any

from attribution.report.formats import RenderOptions
from attribution.report.model import Report

__all__ = ["json_schema", "render_json"]

SCHEMA_ID = "urn:attribution-analyzer:schema:report:1"


def render_json(report: Report, _options: RenderOptions) -> str:
    """The report as JSON, two spaces of indentation, Arabic letters as they are."""
    return report.model_dump_json(indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what :func:`render_json` writes."""
    schema = Report.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID} | schema


if __name__ == "__main__":
    import json
    from pathlib import Path

    schema = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    Path(__file__).with_name("schema.json").write_text(schema, encoding="utf-8")
