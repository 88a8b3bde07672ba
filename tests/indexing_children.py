"""Processes that index, forked off a server that has loaded what each of them would load.

The server of Python 3.11 looks for what it is to load in its environment alone, and does not say
what it could not find: so it is started here, and knows where the tests lie.
"""

import multiprocessing
import os
import sys
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext


def forking() -> ForkServerContext:
    """The way to such processes; its server is started unless it runs already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["loaded_once"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return context
