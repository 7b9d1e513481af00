"""The tools and resources as the SDK of the Model Context Protocol serves them, by whichever transport.

It alone imports the SDK, which takes most of a second of a processor: the gateway imports this at the first request.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import mcp_types as types
import msgspec
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError
from starlette.types import Receive, Scope, Send

from events.errors import MiniRAGError, Rejected
from events.version import version
from functions.gateway.mcp import resources
from functions.gateway.mcp.arguments import arguments_of
from functions.gateway.mcp.calls import Calls
from functions.gateway.mcp.schemas import plain_schema
from functions.gateway.mcp.tool import Progress, Tool
from functions.gateway.mcp.tools import INSTRUCTIONS, tools

PLAIN = "text/plain"
Context = ServerRequestContext[Any, Any]
T = TypeVar("T")
CallsOf = Callable[[Any], Calls]  # of the HTTP request, None where the transport has none
log = logging.getLogger("minirag")
logging.getLogger("mcp").setLevel(logging.WARNING)  # it tells of every request


class Served:
    """What the server answers, by the calls that a request may make."""

    def __init__(self, calls_of: CallsOf, *, from_disk: bool) -> None:
        self._calls_of, self._tools = calls_of, tools(from_disk=from_disk)
        self._described = [_described(tool) for tool in self._tools.values()]

    async def list_tools(self, _: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        """Describe every tool."""
        return types.ListToolsResult(tools=self._described)

    async def call_tool(self, context: Context, given: types.CallToolRequestParams) -> types.CallToolResult:
        """Run a tool; what is wrong with a call is told in its result, for the model to see and mend."""
        tool = self._tools.get(given.name)
        if tool is None:
            known = ", ".join(self._tools)
            raise MCPError(types.INVALID_PARAMS, f"there is no tool {given.name[:100]!r}, only {known}")
        progress = Progress(context.session.report_progress)
        try:
            result = await tool.run(arguments_of(tool, given.arguments), self._calls_of(context.request), progress)
        except MiniRAGError as error:
            return _failed(error.detail)
        except Exception as error:
            log.exception("a fault of ours in the tool %s", tool.name)
            return _failed(f"a fault of MiniRAG, see its log: {type(error).__name__}")
        text = types.TextContent(type="text", text=msgspec.json.encode(result).decode())
        return types.CallToolResult(content=[text], structured_content=msgspec.to_builtins(result))

    async def list_resources(
        self, context: Context, page: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """List the documents that can be read."""
        calls = self._calls_of(context.request)
        found, following = await _told(resources.listed(calls, page.cursor if page else None))
        listed = [types.Resource(uri=one.uri, name=one.name, description=one.about, mime_type=PLAIN) for one in found]
        return types.ListResourcesResult(resources=listed, next_cursor=following)

    async def list_templates(
        self, _: Context, __: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        """Tell how the address of any document is made."""
        template = types.ResourceTemplate(
            uri_template=resources.TEMPLATE,
            name="document",
            title="A document's text",
            description=resources.ABOUT_TEMPLATE,
            mime_type=PLAIN,
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(self, context: Context, given: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        """Read a document's text."""
        texts = await _told(resources.read(self._calls_of(context.request), str(given.uri)))
        contents = [
            types.TextResourceContents(uri=one.uri, text=one.text, mime_type=PLAIN, _meta=one.place or None)
            for one in texts
        ]
        return types.ReadResourceResult(contents=list(contents))


def build_server(calls_of: CallsOf, *, from_disk: bool = False) -> Server[Any]:
    """Return the server of a process; `from_disk`: its tools may read the files of the computer that it runs on."""
    served = Served(calls_of, from_disk=from_disk)
    server: Server[Any] = Server(
        "minirag",
        title="MiniRAG",
        version=version(),
        description="Search and questions over the user's own documents.",
        instructions=INSTRUCTIONS,
        on_list_tools=served.list_tools,
        on_call_tool=served.call_tool,
        on_list_resources=served.list_resources,
        on_list_resource_templates=served.list_templates,
        on_read_resource=served.read_resource,
    )
    server.middleware.clear()  # it would look for OpenTelemetry at each message
    return server


async def serve_http(server: Server[Any], scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one HTTP request, which is all that there is of its session: when it ends, so does what it has begun."""
    manager = StreamableHTTPSessionManager(server, stateless=True)
    async with manager.run():
        await manager.handle_request(scope, receive, send)


async def serve_stdio(server: Server[Any]) -> None:
    """Serve whoever writes to the standard input, until that ends."""
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.about,
        input_schema=plain_schema(tool.takes),
        output_schema=plain_schema(tool.gives),
        annotations=types.ToolAnnotations(
            title=tool.title,
            read_only_hint=not tool.writes,
            destructive_hint=tool.replaces,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _failed(detail: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=detail)], is_error=True)


async def _told(words: Awaitable[T]) -> T:
    """Return what was awaited, or raise its error as the protocol's own."""
    try:
        return await words
    except MiniRAGError as error:
        code = types.INVALID_PARAMS if isinstance(error, Rejected) else types.INTERNAL_ERROR
        raise MCPError(code, error.detail) from error
