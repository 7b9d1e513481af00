"""What schemathesis cannot know: rules that no schema can say, by which a request that fits its schema is refused."""

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext
from schemathesis.openapi.checks import RejectedPositiveData

BEYOND_SCHEMAS = (
    "no index is of the model",
    "no model is named",
    "json_schema",
)


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """Tell whether a failure is one: not where the refusal names one of these rules."""
    return not (isinstance(failure, RejectedPositiveData) and any(rule in response.text for rule in BEYOND_SCHEMAS))
