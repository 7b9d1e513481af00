"""A small runtime that reads the manifests and does what Knative does, on one machine."""
