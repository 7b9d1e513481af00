#!/usr/bin/env bash
# The folders of volumes.yaml on this node, owned by the user that the stores run as: folders.sh, as root.
set -euo pipefail
install -d -o 65532 -g 65532 -m 755 /var/lib/minirag/weaviate /var/lib/minirag/s3 /var/lib/minirag/s3/minirag
