"""The routes for documents, indexes, failures and events."""
