import { type BleuOptions, corpusBleu } from "../../src/metric/bleu.ts";
import { corpusChrf } from "../../src/metric/chrf.ts";
import type { Kind } from "./kind.ts";

/** sacrebleu's own names for the options. */
interface GoldenOptions {
	readonly lowercase?: boolean;
	readonly smooth_method?: NonNullable<BleuOptions["smoothing"]>;
	readonly smooth_value?: number;
}

/** sacrebleu on a corpus: BLEU with smoothing variants and one or two references, chrF and chrF++. */
export const kind: Kind = {
	name: "bleu_chrf_corpus",
	run(golden) {
		const candidates = golden.hypotheses as string[];
		const streams = golden.reference_streams as (string | null)[][]; // [references][candidates]
		const references = candidates.map((_, i) =>
			streams.map((stream) => stream[i] ?? null).filter((text) => text !== null),
		);
		const { lowercase = false, smooth_method, smooth_value } = golden.options as GoldenOptions;
		const bleu = corpusBleu(references, candidates, {
			lowercase,
			...(smooth_method === undefined ? {} : { smoothing: smooth_method }),
			...(smooth_value === undefined ? {} : { smoothingValue: smooth_value }),
		});
		return {
			bleu: bleu.score,
			precisions: bleu.precisions,
			bp: bleu.brevityPenalty,
			sys_len: bleu.candidateLength,
			ref_len: bleu.referenceLength,
			chrf: corpusChrf(references, candidates),
			"chrf++": corpusChrf(references, candidates, { wordOrder: 2 }),
		};
	},
	tolerance: () => ({ absolute: 1e-9 }),
};
