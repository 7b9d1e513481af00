"""Where it runs: manifests, the local runtime and the commands."""
