"""Where it runs: manifests, images and the local runtime."""
