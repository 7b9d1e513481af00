"""What happens: one small function per stage."""

import sys
from types import ModuleType

# httpx imports a command line of its own where rich is installed, which costs each cold start 80 ms of a processor. The
# steps that have to be quick import httpx after this, by way of functions.calling.
sys.modules.setdefault("httpx._main", ModuleType("httpx._main"))
