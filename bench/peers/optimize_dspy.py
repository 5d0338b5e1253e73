"""DSPy's MIPROv2 and GEPA on the simulated task, their defaults kept, the cache off.

Given the address of bench/simulated/server.ts, reads a command a line on standard input and writes a line back:

    {"optimizer": "mipro-light", "serverSeed": 0, "runSeed": 1}
    {"optimizer": "gepa", "serverSeed": 0, "runSeed": 1, "calls": 680, "validationRows": 100}

`truth` is what the server knows of the program that came back; `claimed` is the optimizer's own score of it.
"""

import json
import logging
import os
import random
import sys
import time
import urllib.request

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # else its import waits for a price list from the network
os.environ["TQDM_DISABLE"] = "1"  # progress bars cost time and are read by nobody here

import dspy  # noqa: E402

dspy.disable_logging()
logging.disable(logging.WARNING)
THREADS = 4


def ask(url, body=None, method=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data=data, method=method)) as response:
        return json.load(response)


def right(example, prediction, trace=None):
    return float(example.label == prediction.label)


def right_with_feedback(example, prediction, trace=None, pred_name=None, pred_trace=None):
    found = prediction.label
    words = "Right." if example.label == found else f"Wrong: expected {example.label}, found {found}."
    return dspy.Prediction(score=right(example, prediction), feedback=words)


def mipro(auto, zero_shot=False):
    def run(command, program, task, proposer, train, validate):
        demos = {"max_bootstrapped_demos": 0, "max_labeled_demos": 0} if zero_shot else {}
        optimizer = dspy.MIPROv2(
            metric=right,
            prompt_model=proposer,
            task_model=task,
            auto=auto,
            num_threads=THREADS,
            seed=command["runSeed"] + 1,  # 0 would be read as unset
            **demos,
        )
        best = optimizer.compile(program, trainset=train, valset=validate)
        return best, best.score / 100

    return run


def gepa(command, program, task, proposer, train, validate):
    optimizer = dspy.GEPA(
        metric=right_with_feedback,
        max_metric_calls=command["calls"],
        reflection_lm=proposer,
        num_threads=THREADS,
        track_stats=True,
        seed=command["runSeed"],
    )
    best = optimizer.compile(program, trainset=train, valset=validate[: command["validationRows"]])
    return best, max(best.detailed_results.val_aggregate_scores)


OPTIMIZERS = {
    "mipro-light": mipro("light"),
    "mipro-medium": mipro("medium"),
    "mipro-light-zero-shot": mipro("light", zero_shot=True),
    "gepa": gepa,
}


def optimize(base, command):
    url = f"{base}/{command['serverSeed']}"
    data = ask(f"{url}/data")
    rows = {
        part: [dspy.Example(**row).with_inputs("question") for row in data[part]] for part in ("train", "validate")
    }
    settings = {"api_base": f"{url}/v1", "api_key": "none", "cache": False}
    task = dspy.LM("openai/task", temperature=0, max_tokens=500, **settings)
    proposer = dspy.LM("openai/proposer", temperature=1.0, max_tokens=4000, **settings)
    program = dspy.Predict(dspy.Signature("question -> label", data["instructions"]))

    random.seed(command["runSeed"])  # what does not take a seed
    ask(f"{url}/reset", {}, "POST")
    start = time.perf_counter()
    with dspy.context(lm=task):
        best, claimed = OPTIMIZERS[command["optimizer"]](command, program, task, proposer, **rows)
    seconds = time.perf_counter() - start

    counts = ask(f"{url}/counts")
    none = {"calls": 0, "inputTokens": 0, "outputTokens": 0}
    probe = {"question": "Ticket 9999. Hello."}
    messages = dspy.ChatAdapter().format(best.signature, best.demos, probe)
    of_task, of_proposer = counts.get("task", none), counts.get("proposer", none)
    return {
        **command,
        "truth": ask(f"{url}/truth", {"messages": messages})["accuracy"],
        "claimed": claimed,
        "taskCalls": of_task["calls"],
        "proposerCalls": of_proposer["calls"],
        "taskTokens": of_task["inputTokens"] + of_task["outputTokens"],
        "proposerTokens": of_proposer["inputTokens"] + of_proposer["outputTokens"],
        "seconds": round(seconds, 2),
        "instructions": best.signature.instructions,
        "demos": len(best.demos),
    }


def main():
    answers = os.fdopen(os.dup(1), "w")  # progress bars and prints of the optimizers must not stand between the answers
    os.dup2(2, 1)
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(optimize(sys.argv[1], json.loads(line))), file=answers, flush=True)


main()
