"""What schemathesis cannot know: rules that no schema can say, by which a request that fits its schema is refused."""

from typing import Any

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext
from schemathesis.openapi.checks import RejectedPositiveData

BEYOND_SCHEMAS = (  # words of refusals
    "no index is of the model",  # which models there are
    "no embedding model is named",
    "no model is named",
    "is there to generate, not to embed",
    "there is no model",
    "the vectors have",  # and their dimensions
    "no other number of them",
    "cannot be read here: send messages",  # items of other types, which OpenAI adds to
    "json_schema",  # a schema that an answer can be held to
    "metadata must be a JSON object",  # JSON within a text
    "the name is missing",  # of a raw body, not of a form
    "the name ",
    "is empty",  # of a file
    "not a valid CloudEvent",  # further attributes by any name
    "leave out document and generation",  # in an upload by an event
    "Expected `int`, got `float`",  # 1.0 is whole to JSON Schema, and no whole number to a strict reader
    "more than 64 bits",
    "unsupported_parameter",  # what other servers can do
    "the last message ",  # who may say it, and that it asks something
    "previous_response_not_found",
    "the role ",
    "only text can be read",
    "only texts can be embedded",
    "a string or a list of strings",  # any list is read, for one of tokens is told what to change in its client
    "texts, none of them empty",
)


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: "Case[Any]", response: Response) -> bool:
    """Tell whether a failure is one: not where the refusal names one of these rules."""
    return not (isinstance(failure, RejectedPositiveData) and any(rule in response.text for rule in BEYOND_SCHEMAS))
