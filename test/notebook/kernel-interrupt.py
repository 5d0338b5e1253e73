"""Presses the stop button of a real Deno kernel during a cell, and asks afterwards what is left of its state.

    python kernel-interrupt.py ROOT     prints one line of JSON: the outputs of the cells, in order
"""

import json
import sys
import threading
from queue import Empty

from jupyter_client.manager import start_new_kernel

root = sys.argv[1]
manager, client = start_new_kernel(kernel_name="deno", cwd=root)


def run(code, interrupt_after=None):
    """The texts that a cell showed; the stop button is pressed when the cell says that it is under way."""
    request = client.execute(code)
    shown, idle = [], False
    while True:
        try:
            message = client.get_iopub_msg(timeout=0.5 if idle else 60)
        except Empty:
            return shown
        if message["parent_header"].get("msg_id") != request:
            continue
        content = message["content"]
        if message["msg_type"] == "stream":
            shown.append(content["text"].strip())
            if "under way" in content["text"] and interrupt_after is not None:
                threading.Timer(interrupt_after, manager.interrupt_kernel).start()
        elif message["msg_type"] in ("execute_result", "display_data"):
            shown.append(content["data"]["text/plain"])
        elif message["msg_type"] == "error":
            shown.append(f"{content['ename']}: {content['evalue']}")
        elif message["msg_type"] == "status" and content["execution_state"] == "idle":
            idle = True


try:
    cells = [
        run(
            f'import {{ installInterrupt, withInterrupt }} from "{root}/src/notebook/interrupt.ts";\n'
            "installInterrupt();\nlet rows = 0;"
        ),
        run(
            "await withInterrupt(undefined, async (signal) => {\n"
            '  console.log("under way");\n'
            "  while (!signal.aborted) {\n"
            "    rows = 7;\n"
            "    await new Promise((go) => setTimeout(go, 20));\n"
            "  }\n"
            "  throw signal.reason;\n"
            "});",
            interrupt_after=0.2,
        ),
        run("rows"),
        # nothing of ours runs here: the kernel must live on, and the cell may end by itself
        run('console.log("under way");\nawait new Promise((go) => setTimeout(go, 1000));\nrows + 1', interrupt_after=0.2),
    ]
    print(json.dumps({"cells": cells, "alive": manager.is_alive()}))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
