"""rouge-score on the pairs of the file named first: prints CPU seconds and the sum of all F1 values as JSON."""

import json
import sys
import time

from rouge_score import rouge_scorer

with open(sys.argv[1], encoding="utf-8") as file:
    pairs = json.load(file)

scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
start = time.process_time()
total = 0.0
for pair in pairs:
    total += sum(score.fmeasure for score in scorer.score(pair["reference"], pair["candidate"]).values())
print(json.dumps({"cpuSeconds": time.process_time() - start, "sumOfF1": total}))
