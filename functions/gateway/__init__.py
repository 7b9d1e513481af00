"""The one public function: documents and questions in, answers out, over HTTP."""
