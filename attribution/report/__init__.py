"""Reports: one renderer a file over the plain data of :mod:`attribution.report.model`.

A format is looked up by name and its renderer imported only when used:

>>> FORMATS["csv"].suffix
'.csv'
"""

from __future__ import annotations

from attribution.report.formats import FORMATS, RenderOptions, ReportFormat, render

__all__ = ["FORMATS", "RenderOptions", "ReportFormat", "render"]
