"""Programs that speak OpenAI's interface, each tried in an environment of its own (docs/clients.md)."""
