"""The gateway's routes in one table."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from events.errors import MiniRAGError
from events.hosts import OwnHosts
from functions.gateway.documents.event_routes import take
from functions.gateway.documents.failure_routes import failures, replay
from functions.gateway.documents.index_routes import drop_index, index, reindex
from functions.gateway.documents.revise import patch
from functions.gateway.documents.routes import content, delete, listing, one
from functions.gateway.documents.text_routes import text
from functions.gateway.documents.upload import upload
from functions.gateway.http.api_keys import Keys
from functions.gateway.http.health import healthz, metrics, readyz, wake
from functions.gateway.http.middleware import Faults, SafeHeaders, SameSite
from functions.gateway.http.openapi import openapi
from functions.gateway.http.own_hosts import own_names, refusal
from functions.gateway.http.pacing import PacedBodies
from functions.gateway.http.request_targets import SoundTargets
from functions.gateway.http.responses import on_error
from functions.gateway.mcp.route import mcp
from functions.gateway.openai.chat_routes import chat
from functions.gateway.openai.embedding_routes import embeddings
from functions.gateway.openai.errors import OpenAIErrors, Unfit, on_unfit
from functions.gateway.openai.model_routes import model, models
from functions.gateway.page.routes import page, read_assets
from functions.gateway.questions.ask import ask
from functions.gateway.questions.callbacks import answers
from functions.gateway.questions.routes import conversation, conversations, question
from functions.gateway.questions.searching import search
from functions.gateway.services import Services

ROUTES = (
    ("GET", "/", page),
    ("GET", "/page/{name}", page),
    ("POST", "/documents", upload),
    ("GET", "/documents", listing),
    ("GET", "/documents/{id}", one),
    ("GET", "/documents/{id}/content", content),
    ("GET", "/documents/{id}/text", text),
    ("PATCH", "/documents/{id}", patch),
    ("DELETE", "/documents/{id}", delete),
    ("GET", "/index", index),
    ("POST", "/index", reindex),
    ("DELETE", "/index/{model:path}", drop_index),
    ("POST", "/events", take),
    ("POST", "/ask", ask),
    ("POST", "/search", search),
    ("POST", "/answers/{id}/{signature}", answers),
    ("GET", "/questions/{id}", question),
    ("GET", "/conversations", conversations),
    ("GET", "/conversations/{id}", conversation),
    ("GET", "/failures", failures),
    ("POST", "/failures/{id}/replay", replay),
    ("POST", "/v1/chat/completions", chat),
    ("POST", "/v1/embeddings", embeddings),
    ("GET", "/v1/models", models),
    ("GET", "/v1/models/{name:path}", model),
    ("POST", "/mcp", mcp),
    ("GET", "/openapi.json", openapi),
    ("GET", "/healthz", healthz),
    ("GET", "/readyz", readyz),
    ("POST", "/wake", wake),
    ("GET", "/wake", wake),
    ("GET", "/metrics", metrics),
)


def application(services: Services) -> Starlette:
    """Return the application that serves all routes with these services."""
    app = Starlette(
        routes=[Route(path, endpoint, methods=[method]) for method, path, endpoint in ROUTES],
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
    app.state.services, app.state.assets = services, read_assets()
    return app
