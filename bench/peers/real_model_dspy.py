"""DSPy's MIPROv2 and GEPA on the shipped classification task, on a local model behind bench/real/server.ts.

Given the server's address, reads one command on standard input and writes one line:

    {"optimizer": "mipro", "task": "qwen2.5-coder-0.5b", "proposer": "qwen2.5-coder-1.5b", "instructions": "…",
     "labels": […], "train": [rows], "validate": [rows], "test": [rows], "calls": 160}

`before` and `after` hold 1 or 0 for each test row.
"""

import json
import logging
import os
import random
import sys
import time
from typing import Literal

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # else its import waits for a price list from the network
os.environ["TQDM_DISABLE"] = "1"

import dspy  # noqa: E402

dspy.disable_logging()
logging.disable(logging.WARNING)
THREADS = 4


def right(example, prediction, trace=None):
    return float(example.label == prediction.label)


def right_with_feedback(example, prediction, trace=None, pred_name=None, pred_trace=None):
    found = prediction.label
    words = "Right." if example.label == found else f"Wrong: expected {example.label}, found {found}."
    return dspy.Prediction(score=right(example, prediction), feedback=words)


def mipro(command, program, task, proposer, train, validate):
    optimizer = dspy.MIPROv2(
        metric=right,
        prompt_model=proposer,
        task_model=task,
        auto=None,
        num_candidates=5,
        max_bootstrapped_demos=2,
        max_labeled_demos=2,
        num_threads=THREADS,
        seed=1,
    )
    return optimizer.compile(
        program,
        trainset=train,
        valset=validate,
        num_trials=7,
        minibatch=True,
        minibatch_size=20,
        minibatch_full_eval_steps=7,
    )


def gepa(command, program, task, proposer, train, validate):
    optimizer = dspy.GEPA(
        metric=right_with_feedback,
        max_metric_calls=command["calls"],
        reflection_lm=proposer,
        num_threads=THREADS,
        seed=1,
    )
    return optimizer.compile(program, trainset=train, valset=validate)


def scores(program, rows):
    run = dspy.Evaluate(devset=rows, metric=right, num_threads=THREADS, failure_score=0.0)
    return [float(score) for _, _, score in run(program).results]


def main():
    answers = os.fdopen(os.dup(1), "w")  # prints of the optimizers must not stand between the answers
    os.dup2(2, 1)
    print("ready", file=answers, flush=True)
    command = json.loads(sys.stdin.readline())
    settings = {"api_base": f"{sys.argv[1]}/v1", "api_key": "none", "cache": False}
    task = dspy.LM(f"openai/{command['task']}", temperature=0, max_tokens=100, **settings)
    proposer = dspy.LM(f"openai/{command['proposer']}", temperature=1.0, max_tokens=400, **settings)
    label = Literal[tuple(command["labels"])]
    signature = dspy.Signature(
        {
            "query": (str, dspy.InputField()),
            "product": (str, dspy.InputField()),
            "label": (label, dspy.OutputField()),
        },
        command["instructions"],
    )
    program = dspy.Predict(signature)
    parts = {
        part: [dspy.Example(**row).with_inputs("query", "product") for row in command[part]]
        for part in ("train", "validate", "test")
    }
    random.seed(1)
    with dspy.context(lm=task):
        before = scores(program, parts["test"])
        start = time.perf_counter()
        optimizer = {"mipro": mipro, "gepa": gepa}[command["optimizer"]]
        best = optimizer(command, program, task, proposer, parts["train"], parts["validate"])
        seconds = time.perf_counter() - start
        after = scores(best, parts["test"])
    answer = {
        "before": before,
        "after": after,
        "seconds": round(seconds, 1),
        "instructions": best.signature.instructions,
        "demos": len(best.demos),
    }
    print(json.dumps(answer), file=answers, flush=True)


main()
