"""What every route of the gateway stands on: middleware, validation, responses, serializers."""
