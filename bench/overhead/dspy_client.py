"""DSPy: Predict over a signature of the same two fields, threads for concurrency, its cache off.

Follows client.mjs: a command a line on standard input, a line of figures back.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import dspy

INSTRUCTIONS = "Answer the question in one word."

model = dspy.LM(
    "openai/instant",
    api_base=f"{sys.argv[1]}/dspy/v1",
    api_key="none",
    cache=False,
    temperature=0,
    max_tokens=544,
)
dspy.configure(lm=model)
program = dspy.Predict(dspy.Signature("question -> answer", INSTRUCTIONS))


def ask(number):
    answer = program(question=f"What is the capital of France? This is question {number}.").answer
    if answer != "Paris":
        raise ValueError(f'expected the answer "Paris", found "{answer}"')


print("ready", flush=True)
for line in sys.stdin:
    command = json.loads(line)
    start, before = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(command["concurrency"]) as pool:
        for _ in pool.map(ask, range(command["calls"])):
            pass
    figures = {"cpuMs": (time.process_time() - before) * 1000, "wallMs": (time.perf_counter() - start) * 1000}
    print(json.dumps(figures), flush=True)
