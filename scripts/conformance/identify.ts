/** Which kind a golden file is of: by its name, else by where it says its values come from and what its cases hold. */

/** Kinds that a later piece of work brings. */
export const laterKinds = ["smclarify", "fairlearn", "resampling", "divergences_multiclass"] as const;

/**
 * The kind named by a file: `rouge_multi_heldout.json` is of kind `rouge_multi`. The longest name that fits wins.
 *
 * @param names all kinds there are
 */
export function kindByName(file: string, names: readonly string[]): string | undefined {
	const base = file.replace(/\.json$/i, "").replaceAll("-", "_");
	return names
		.filter((name) => base === name || base.startsWith(`${name}_`) || base.startsWith(`${name}.`))
		.sort((a, b) => b.length - a.length)[0];
}

/** The kind of a file whose name says nothing. One peer serves several kinds, so the keys of a case decide among them. */
export function kindBySource(source: unknown, keys: readonly string[]): string | undefined {
	if (typeof source !== "string") return undefined;
	return signatures.find(
		(signature) => signature.source.test(source) && signature.keys.every((key) => keys.includes(key)),
	)?.name;
}

const signatures: readonly { readonly name: string; readonly source: RegExp; readonly keys: readonly string[] }[] = [
	{ name: "rouge_multi", source: /rouge-score/, keys: ["references", "candidate"] },
	{ name: "rouge", source: /rouge-score/, keys: ["reference", "candidate"] },
	{ name: "porter", source: /PorterStemmer/, keys: ["word"] },
	{ name: "bleu_chrf_corpus", source: /sacrebleu/, keys: ["hypotheses", "reference_streams"] },
	{ name: "bleu_chrf_sentence", source: /sacrebleu/, keys: ["reference", "candidate"] },
	{ name: "meteor", source: /meteor/, keys: ["reference_tokens", "candidate_tokens"] },
	{ name: "string_distance", source: /rapidfuzz/, keys: ["a", "b"] },
	{ name: "classification", source: /scikit-learn/, keys: ["y_true", "y_pred"] },
	{ name: "ranking_calibration", source: /scikit-learn/, keys: ["y", "score", "relevance"] },
	{ name: "agreement_ordinal", source: /scikit-learn|scipy/, keys: ["human", "judge"] },
	{ name: "agreement_multi", source: /krippendorff|statsmodels/, keys: ["ratings", "ratings_missing"] },
	{ name: "proportion_ci", source: /statsmodels|scipy/, keys: ["successes", "n"] },
	{ name: "proportion_diff", source: /statsmodels|scipy/, keys: ["k1", "n1", "k2", "n2"] },
	{ name: "multiple_comparisons", source: /statsmodels/, keys: ["p"] },
	{ name: "mcnemar", source: /statsmodels/, keys: ["a", "b"] },
	{ name: "bootstrap_given_indices", source: /numpy|scipy/, keys: ["x", "resample_indices"] },
	{ name: "bootstrap_scipy", source: /bootstrap/, keys: ["x"] },
	{ name: "paired_tests", source: /scipy/, keys: ["a", "b"] },
	{ name: "prediction_powered", source: /ppi/, keys: ["human", "judge_on_rest"] },
	{ name: "ragas_tool_calls", source: /ragas/, keys: ["predicted"] },
	{ name: "ragas_retrieval_nonllm", source: /ragas/, keys: ["retrieved"] },
	{ name: "ragas_verdict_arithmetic", source: /ragas/, keys: ["verdicts"] },
	{ name: "ragas_strings", source: /ragas/, keys: ["reference", "candidate"] },
	{ name: "fmeval_labels", source: /fmeval/, keys: ["labels", "output"] },
	{ name: "fmeval_qa", source: /fmeval/, keys: [] },
	{ name: "autoevals", source: /autoevals/, keys: [] },
	{ name: "smclarify", source: /smclarify/, keys: [] },
	{ name: "fairlearn", source: /fairlearn/, keys: [] },
	{ name: "resampling", source: /imbalanced-learn|resampl/, keys: [] },
	{ name: "divergences_multiclass", source: /divergence|multiclass/i, keys: [] },
];
