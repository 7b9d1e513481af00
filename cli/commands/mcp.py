"""`./build.sh mcp`: the tools for agents and editors, over standard input and output."""

import asyncio

import click

from cli.client.tool_calls import GatewayCalls
from functions.gateway.mcp.server import build_server, serve_stdio


@click.command()
def mcp() -> None:
    """Serve an agent or editor that speaks MCP, over standard input and output, until it goes.

    It is started by that program, whose settings name this command, and works with the running MiniRAG, or with the
    one that MINIRAG_URL and MINIRAG_KEY name. Tools: search, ask, list_documents, fetch_document, upload_document.
    """
    asyncio.run(serve_stdio(build_server(lambda _: GatewayCalls(), from_disk=True)))
