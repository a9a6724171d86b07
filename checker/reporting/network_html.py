"""A connection report and a network as HTML files that need nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from markupsafe import Markup

from checker.network import Network
from checker.report import ConnectionReport
from checker.reporting.html import asset, environment
from checker.reporting.network_graph import graph_svg
from checker.reporting.network_tables import network_tables, summary
from checker.reporting.view import DISCLAIMER, VERDICT_MARKS


def render_connection_html(report: ConnectionReport) -> str:
    return environment().get_template("connect.html").render(report=report, disclaimer=DISCLAIMER)


def render_network_html(network: Network) -> str:
    script = asset("network.js")
    return (
        environment()
        .get_template("network.html")
        .render(
            network=network,
            marks={mark: verdict.value for verdict, mark in VERDICT_MARKS.items()},
            summary=summary(network),
            tables=network_tables(network),
            graph=Markup(graph_svg(network)),  # drawn by us, every title escaped
            network_style=Markup(asset("network.css")),
            network_script=Markup(script),
            script_hash=b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            disclaimer=DISCLAIMER,
        )
    )
