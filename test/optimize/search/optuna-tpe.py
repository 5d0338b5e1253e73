"""Makes optuna-tpe_5.0.0.json, what Optuna's multivariate TPE computes from some histories of categorical trials.

    pip install optuna==5.0.0 && python test/optimize/search/optuna-tpe.py > test/optimize/search/optuna-tpe_5.0.0.json

Per history: the split, the log densities of every cell under the best and the rest, and how often each cell is suggested
by 2,000 samplers that differ in their seed alone.
"""

import collections
import itertools
import json

import numpy
import optuna
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator
from optuna.samplers._tpe.sampler import _split_trials, default_gamma

optuna.logging.set_verbosity(optuna.logging.ERROR)
suggestions = 2000


def history(sizes, count, seed):
    """Random trials whose values, twentieths, often tie."""
    random = numpy.random.RandomState(seed)
    trials = []
    for _ in range(count):
        cell = [int(random.randint(size)) for size in sizes]
        value = 8 - sum(cell) + random.randint(5)
        trials.append({"cell": cell, "mean": value / 20})
    return trials


def study_of(sizes, trials, seed):
    sampler = optuna.samplers.TPESampler(seed=seed, multivariate=True)
    study = optuna.create_study(direction="maximize", sampler=sampler)
    space = {f"v{i}": optuna.distributions.CategoricalDistribution(tuple(range(size))) for i, size in enumerate(sizes)}
    for trial in trials:
        params = {f"v{i}": choice for i, choice in enumerate(trial["cell"])}
        study.add_trial(optuna.trial.create_trial(params=params, distributions=space, value=trial["mean"]))
    return study, sampler, space


def densities(sampler, space, trials, cells):
    observed = {name: numpy.array([trial.params[name] for trial in trials]) for name in space}
    estimator = _ParzenEstimator(observed, space, sampler._parzen_estimator_parameters)
    at = {name: numpy.array([cell[i] for cell in cells]) for i, name in enumerate(space)}
    return estimator.log_pdf(at).tolist()


cases = []
for sizes, count, seed in [([3, 4], 12, 1), ([5], 31, 2), ([4, 3], 60, 3), ([2, 3, 1, 2], 120, 4)]:
    trials = history(sizes, count, seed)
    cells = [list(cell) for cell in itertools.product(*map(range, sizes))]
    study, sampler, space = study_of(sizes, trials, 0)
    below, above = _split_trials(study, study.get_trials(), default_gamma(count))
    counted = collections.Counter()
    searched = {name: choices for name, choices in space.items() if not choices.single()}
    running = study._storage.get_trial(study.ask()._trial_id)
    for draw in range(suggestions):
        sampler._rng.rng.seed(draw)
        suggested = sampler._sample_relative(study, running, searched)
        counted[tuple(suggested.get(name, 0) for name in space)] += 1
    cases.append(
        {
            "sizes": sizes,
            "trials": trials,
            "best": [trial.number for trial in below],
            "cells": cells,
            "logBest": densities(sampler, space, below, cells),
            "logRest": densities(sampler, space, above, cells),
            "suggested": [counted[tuple(cell)] for cell in cells],
        }
    )
print(json.dumps({"optuna": optuna.__version__, "suggestions": suggestions, "cases": cases}))
