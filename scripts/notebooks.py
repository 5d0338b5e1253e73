"""Executes notebooks on the Deno kernel and writes the executed copies into a folder; started by notebooks.ts.

    python scripts/notebooks.py FOLDER TIMEOUT_SECONDS NOTEBOOK...

Prints one line of JSON per notebook: {"path", "copy", "seconds", "error": null | {"cell", "message"}}.
"""

import json
import os
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from queue import Empty

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError, CellTimeoutError, DeadKernelError

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class DenoClient(NotebookClient):
    """A client that loses no outputs.

    The Deno kernel now and then publishes a cell's result after it has said that it is idle; the stock client has
    stopped listening by then. This one listens until the kernel has been quiet for a moment. It overrides a private
    method, so nbclient is pinned.
    """

    GRACE_SECONDS = 0.15

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        idle = False
        while True:
            try:
                message = await self.kc.iopub_channel.get_msg(timeout=self.GRACE_SECONDS if idle else None)
            except Empty:
                return
            if message["parent_header"].get("msg_id") != parent_msg_id:
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                idle = True


def execute(number: int, path: str, folder: str, timeout: int) -> dict:
    mode = os.environ["TOUCHSTONE_NOTEBOOKS"]
    source = Path(path)
    copy = Path(folder) / f"{number}-{source.name}"  # two folders may hold notebooks of one name
    begun = time.monotonic()
    notebook = nbformat.read(source, as_version=4)
    # A cache of its own: what another notebook asked of the same model must not answer, or the first to come decides.
    os.environ["TOUCHSTONE_CACHE"] = str(Path(folder) / f"cache-{mode}-{number}")
    client = DenoClient(
        notebook,
        kernel_name="deno",
        timeout=timeout,
        record_timing=False,  # else every run changes every cell's metadata
        resources={"metadata": {"path": str(source.parent)}},
    )
    error = None
    try:
        client.execute()
    except CellExecutionError as failure:
        error = {"cell": failed_cell(notebook), "message": f"{failure.ename}: {failure.evalue}"}
    except CellTimeoutError:
        error = {"cell": running_cell(notebook), "message": f"not done after {timeout} s"}
    except DeadKernelError:
        error = {"cell": running_cell(notebook), "message": "the kernel died"}
    except Exception as failure:  # the notebook file, the kernel's start
        error = {"cell": None, "message": f"{type(failure).__name__}: {failure}"}
    if error is not None:
        error["message"] = COLOURS.sub("", error["message"])
    nbformat.write(notebook, copy)
    seconds = round(time.monotonic() - begun, 1)
    return {"path": path, "copy": str(copy), "seconds": seconds, "error": error}


def failed_cell(notebook):
    for index, cell in enumerate(notebook.cells):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return index + 1
    return running_cell(notebook)  # a failed import can end a cell without any error output


def running_cell(notebook):
    """The last cell that was started: cells after it have no count yet."""
    counts = [cell.get("execution_count") or 0 for cell in notebook.cells]
    return counts.index(max(counts)) + 1 if any(counts) else None


def main() -> None:
    folder, timeout, *paths = sys.argv[1:]
    with ProcessPoolExecutor(max_workers=2) as pool:
        jobs = [pool.submit(execute, number, path, folder, int(timeout)) for number, path in enumerate(paths)]
        for done in as_completed(jobs):
            print(json.dumps(done.result()), flush=True)


if __name__ == "__main__":
    main()
