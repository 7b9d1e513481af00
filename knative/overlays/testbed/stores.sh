#!/usr/bin/env bash
# Images of the two stores from programs that `go install` made, for a cluster that cannot pull them:
#   stores.sh [FOLDER_OF_PROGRAMS] [REGISTRY]
set -euo pipefail
programs=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/minirag/servers}
registry=${2:-localhost:32000}

# store_image NAME:TAG PROGRAM PATH: an image with one static program, pushed to the registry
store_image() {
    local name=$1 program=$2 path=$3 root
    root=$(mktemp -d)
    install -D -m 755 "$programs/$program" "$root$path"
    printf 'FROM scratch\nCOPY . /\nUSER 65532:65532\nENTRYPOINT ["%s"]\n' "$path" >"$root.Dockerfile"
    buildah bud --quiet --isolation chroot --file "$root.Dockerfile" --tag "$registry/$name" "$root" >/dev/null
    buildah push --quiet --tls-verify=false "$registry/$name"
    rm -rf "$root" "$root.Dockerfile"
    printf 'pushed %s\n' "$registry/$name"
}

store_image weaviate:1.35.2 weaviate-server /bin/weaviate
store_image versitygw:v1.0.14 versitygw /usr/local/bin/versitygw
