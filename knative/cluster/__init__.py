"""A real cluster: images, deployment, checks and the tests against it; the commands `images` to `e2e` of build.sh."""
