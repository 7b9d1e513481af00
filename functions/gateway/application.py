"""The gateway's routes in one table."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from events.errors import MiniRAGError
from events.hosts import OwnHosts
from functions.gateway.documents.event_routes import post_event
from functions.gateway.documents.failure_routes import list_failures, replay_failure
from functions.gateway.documents.index_routes import drop_index, list_indexes, reindex
from functions.gateway.documents.revise import change_document
from functions.gateway.documents.routes import delete_document, document_content, list_documents, show_document
from functions.gateway.documents.text_routes import document_text
from functions.gateway.documents.upload import upload_documents
from functions.gateway.http.api_keys import Keys
from functions.gateway.http.description_routes import openapi
from functions.gateway.http.health import healthz, metrics, readyz, wake
from functions.gateway.http.middleware import Faults, SafeHeaders, SameSite
from functions.gateway.http.operations import Handler, Operation
from functions.gateway.http.own_hosts import own_names, refusal
from functions.gateway.http.pacing import PacedBodies
from functions.gateway.http.request_targets import SoundTargets
from functions.gateway.http.responses import on_error
from functions.gateway.mcp.route import mcp
from functions.gateway.openai.chat_routes import chat
from functions.gateway.openai.embedding_routes import embeddings
from functions.gateway.openai.errors import OpenAIErrors, Unfit, on_unfit
from functions.gateway.openai.model_routes import list_models, show_model
from functions.gateway.openai.responses_routes import delete_response, list_input_items, respond, show_response
from functions.gateway.page.routes import docs, page, read_assets
from functions.gateway.questions.ask import ask
from functions.gateway.questions.callbacks import answers
from functions.gateway.questions.routes import list_conversations, show_conversation, show_question
from functions.gateway.questions.searching import search
from functions.gateway.services import Services

ROUTES: tuple[tuple[str, str, Operation], ...] = (  # each handler declares what it takes and gives
    ("GET", "/", page),
    ("GET", "/page/{name}", page),
    ("POST", "/documents", upload_documents),
    ("GET", "/documents", list_documents),
    ("GET", "/documents/{id}", show_document),
    ("GET", "/documents/{id}/content", document_content),
    ("GET", "/documents/{id}/text", document_text),
    ("PATCH", "/documents/{id}", change_document),
    ("DELETE", "/documents/{id}", delete_document),
    ("GET", "/index", list_indexes),
    ("POST", "/index", reindex),
    ("DELETE", "/index/{model:path}", drop_index),
    ("POST", "/events", post_event),
    ("POST", "/ask", ask),
    ("POST", "/search", search),
    ("POST", "/answers/{id}/{signature}", answers),
    ("GET", "/questions/{id}", show_question),
    ("GET", "/conversations", list_conversations),
    ("GET", "/conversations/{id}", show_conversation),
    ("GET", "/failures", list_failures),
    ("POST", "/failures/{id}/replay", replay_failure),
    ("POST", "/v1/chat/completions", chat),
    ("POST", "/v1/responses", respond),
    ("GET", "/v1/responses/{id}", show_response),
    ("DELETE", "/v1/responses/{id}", delete_response),
    ("GET", "/v1/responses/{id}/input_items", list_input_items),
    ("POST", "/v1/embeddings", embeddings),
    ("GET", "/v1/models", list_models),
    ("GET", "/v1/models/{name:path}", show_model),
    ("POST", "/mcp", mcp),
    ("GET", "/openapi.json", openapi),
    ("GET", "/docs", docs),
    ("GET", "/healthz", healthz),
    ("GET", "/readyz", readyz),
    ("POST", "/wake", wake),
    ("GET", "/wake", wake),
    ("GET", "/metrics", metrics),
)


def application(services: Services) -> Starlette:
    """Return the application that serves all routes with these services."""
    app = Starlette(
        routes=_routes(),
        middleware=[
            Middleware(OpenAIErrors),
            Middleware(Faults),
            Middleware(SafeHeaders),
            Middleware(OwnHosts, names=own_names(services.settings, services.address), refusal=refusal),
            Middleware(SoundTargets),
            Middleware(PacedBodies, seconds=services.settings.stall_seconds),
            Middleware(SameSite),
            Middleware(Keys, key=services.settings.api_key),
        ],
        exception_handlers={Unfit: on_unfit, MiniRAGError: on_error, HTTPException: on_error},
    )
    app.router.redirect_slashes = False  # an id that is empty names nothing, and no list
    app.state.services, app.state.assets, app.state.routes = services, read_assets(), ROUTES
    return app


def _routes() -> list[Route]:
    """Return one route for each path: the methods that it says it takes are all of the path's."""
    by_path: dict[str, dict[str, Operation]] = {}
    for method, path, operation in ROUTES:
        by_path.setdefault(path, {})[method] = operation
    return [Route(path, _by_method(operations), methods=[*operations]) for path, operations in by_path.items()]


def _by_method(operations: dict[str, Operation]) -> Handler:
    async def endpoint(request: Request) -> Response:
        if "" in request.path_params.values():
            raise HTTPException(404)
        return await operations["GET" if request.method == "HEAD" else request.method](request)

    return endpoint
