"""MCP: what agents and editors are offered, in one description for all transports; server.py alone imports the SDK."""
