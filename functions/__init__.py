"""What happens: one small function per stage."""

import os
import sys
from types import ModuleType

# httpx imports a command line of its own where rich is installed, which costs each cold start 80 ms of a processor. The
# steps that have to be quick import httpx after this, by way of functions.serving.http_client.
sys.modules.setdefault("httpx._main", ModuleType("httpx._main"))

# gunicorn believes the headers SCRIPT_NAME and PATH_INFO of whoever calls from this machine, as a cluster's queue-proxy
# and the laptop's runtime do with the requests of others; a path of their own made the function answer 500.
os.environ.setdefault("FORWARDED_ALLOW_IPS", "")
