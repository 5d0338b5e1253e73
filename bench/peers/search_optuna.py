"""Optuna's multivariate TPE and random search on the landscapes of the file named first.

Prints, as JSON, {sampler: {noise: [true value of the best trial, a thousandth, [landscape][reading]]}} and the CPU
milliseconds a trial. A trial with noise is the share of 35 items whose difficulty lies below the cell's true value.
"""

import json
import sys
import time

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
readings = given["readings"]

samplers = {
    "optuna tpe": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True),
    "optuna random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
}


def read(landscape, noise, sampler):
    """The true values of Optuna's best trial after each reading."""
    study = optuna.create_study(direction="maximize", sampler=sampler)
    true_values = []
    found = []
    for number in range(readings[-1]):
        trial = study.ask()
        index = 0
        for variable, choices in enumerate(landscape["sizes"]):
            index = index * choices + trial.suggest_categorical(f"variable {variable}", range(choices))
        true = landscape["values"][index]
        items = given["items"][landscape["seed"]][number]
        observed = true / 1000 if noise == "exact" else sum(item < true for item in items) / len(items)
        study.tell(trial, observed)
        true_values.append(true)
        if number + 1 in readings:
            found.append(true_values[study.best_trial.number])
    return found


result = {}
for name, make in samplers.items():
    start = time.process_time()
    result[name] = {noise: [] for noise in given["noises"]}
    for index, landscape in enumerate(given["landscapes"]):
        for position, noise in enumerate(given["noises"]):
            seed = given["first"] * 1000 + index * len(given["noises"]) + position
            result[name][noise].append(read(landscape, noise, make(seed)))
    trials = len(given["landscapes"]) * len(given["noises"]) * readings[-1]
    result[name]["cpuMs"] = (time.process_time() - start) * 1000 / trials
print(json.dumps(result))
