#!/usr/bin/env bash
# Starts a real Weaviate and a real S3 server, empty, for as long as a command runs, with STORE_URL, BLOBS_URL and AWS_*
# leading to them:   servers.sh COMMAND...      or compiles the two alone:   servers.sh --install
# Each has a second user that only reads, as on a cluster: READER_* has its keys, and its address at S3.
set -euo pipefail
programs=${XDG_CACHE_HOME:-$HOME/.cache}/minirag/servers
weaviate=github.com/weaviate/weaviate/cmd/weaviate-server@v1.35.2
versitygw=github.com/versity/versitygw/cmd/versitygw@v1.0.14

# compile MODULE: once; Weaviate takes some minutes
compile() {
    local program=${1##*/}
    program=${program%@*}
    [[ ! -x $programs/$program ]] || return 0
    command -v go >/dev/null || {
        echo "servers.sh: Go is needed to compile $program: install it, or set STORE_URL and BLOBS_URL yourself" >&2
        exit 1
    }
    echo "compiling $program"
    GOTOOLCHAIN=local CGO_ENABLED=0 GOBIN="$programs" go install "$1"
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

stop() {
    # shellcheck disable=SC2046 # one word for each job
    kill $(jobs -p) 2>/dev/null || true
    wait
    rm -rf "$data"
}

# Why not USE_INVERTED_SEARCHABLE: knative/overlays/microk8s/weaviate.yaml
start_weaviate() {
    local http=$1 grpc=$2
    env CLUSTER_ADVERTISE_ADDR=127.0.0.1 CLUSTER_HOSTNAME=one RAFT_BOOTSTRAP_EXPECT=1 \
        CLUSTER_GOSSIP_BIND_PORT="$(free_port)" CLUSTER_DATA_BIND_PORT="$(free_port)" \
        RAFT_PORT="$(free_port)" RAFT_INTERNAL_RPC_PORT="$(free_port)" GRPC_PORT="$grpc" \
        USE_INVERTED_SEARCHABLE=false PERSISTENCE_DATA_PATH="$data/weaviate" QUERY_MAXIMUM_RESULTS=1000000 DEFAULT_VECTORIZER_MODULE=none \
        AUTHENTICATION_APIKEY_ENABLED=true AUTHENTICATION_APIKEY_USERS=writer,reader \
        AUTHENTICATION_APIKEY_ALLOWED_KEYS="$WEAVIATE_API_KEY,$READER_WEAVIATE_API_KEY" \
        AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED=false AUTHORIZATION_ADMINLIST_ENABLED=true \
        AUTHORIZATION_ADMINLIST_USERS=writer AUTHORIZATION_ADMINLIST_READONLY_USERS=reader AUTOSCHEMA_ENABLED=false DISABLE_TELEMETRY=true \
        GO_PROFILING_DISABLE=true PROMETHEUS_MONITORING_ENABLED=false \
        "$programs/weaviate-server" --host 127.0.0.1 --port "$http" --scheme http >"$data/weaviate.log" 2>&1 &
}

start_s3() {
    mkdir -p "$data/s3/minirag" # a folder is a bucket
    ROOT_ACCESS_KEY=$AWS_ACCESS_KEY_ID ROOT_SECRET_KEY=$AWS_SECRET_ACCESS_KEY \
        "$programs/versitygw" --port "127.0.0.1:$1" posix --nometa "$data/s3" >"$data/s3.log" 2>&1 &
    ROOT_ACCESS_KEY=$READER_AWS_ACCESS_KEY_ID ROOT_SECRET_KEY=$READER_AWS_SECRET_ACCESS_KEY \
        "$programs/versitygw" --port "127.0.0.1:$2" --readonly posix --nometa "$data/s3" >"$data/s3-reader.log" 2>&1 &
}

# answers PORT LOG: wait until something listens there
answers() {
    local tries=600
    until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
        if ((tries-- == 0)) || [[ -z $(jobs -pr) ]]; then
            echo "servers.sh: a server did not start:" >&2
            tail -20 "$2" >&2
            exit 1
        fi
        sleep 0.1
    done
}

compile "$versitygw"
compile "$weaviate"
[[ ${1:-} != --install ]] || exit 0
(($#)) || { echo "usage: servers.sh COMMAND... | --install" >&2 && exit 2; }

data=$(mktemp -d)
trap stop EXIT
http=$(free_port) grpc=$(free_port) s3=$(free_port) s3_reader=$(free_port)
export AWS_ACCESS_KEY_ID=minirag AWS_SECRET_ACCESS_KEY=only-for-tests AWS_REGION=us-east-1
export READER_AWS_ACCESS_KEY_ID=reader READER_AWS_SECRET_ACCESS_KEY=only-for-reading
export WEAVIATE_API_KEY=only-for-tests READER_WEAVIATE_API_KEY=only-for-reading
start_weaviate "$http" "$grpc"
start_s3 "$s3" "$s3_reader"
answers "$s3" "$data/s3.log"
answers "$s3_reader" "$data/s3-reader.log"
answers "$http" "$data/weaviate.log"
answers "$grpc" "$data/weaviate.log"
until python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$http/v1/.well-known/ready')" 2>/dev/null; do
    sleep 0.2
done
export VERSITYGW=$programs/versitygw
export STORE_URL="weaviate://127.0.0.1:$http?grpc=$grpc" BLOBS_URL=s3://minirag
export AWS_ENDPOINT_URL=http://127.0.0.1:$s3 AWS_ALLOW_HTTP=true READER_AWS_ENDPOINT_URL=http://127.0.0.1:$s3_reader
"$@"
