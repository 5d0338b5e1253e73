"""The peers' metrics on the pairs of the file named first: CPU seconds and the sum of all values of each, as JSON lines."""

import json
import sys
import time

with open(sys.argv[1], encoding="utf-8") as file:
    sets = json.load(file)


def measure(name, peer, score):
    for folder, pairs in sets.items():
        score(pairs[0])  # tables and caches are made at the first call
        start = time.process_time()
        total = sum(score(pair) for pair in pairs)
        seconds = time.process_time() - start
        print(json.dumps({"set": folder, "metric": name, "peer": peer, "cpuSeconds": seconds, "sum": total}))


try:
    from rouge_score import rouge_scorer

    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    measure(
        "rouge",
        "rouge-score",
        lambda pair: sum(s.fmeasure for s in scorer.score(pair["reference"], pair["candidate"]).values()),
    )
except ImportError:
    print("rouge-score is not installed", file=sys.stderr)

try:
    import sacrebleu

    bleu = sacrebleu.BLEU(effective_order=True)
    chrf = sacrebleu.CHRF()
    measure("bleu", "sacrebleu", lambda pair: bleu.sentence_score(pair["candidate"], [pair["reference"]]).score)
    measure("chrf", "sacrebleu", lambda pair: chrf.sentence_score(pair["candidate"], [pair["reference"]]).score)
except ImportError:
    print("sacrebleu is not installed", file=sys.stderr)
