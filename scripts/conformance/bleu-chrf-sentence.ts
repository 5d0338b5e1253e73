import { type BleuOptions, sentenceBleu } from "../../src/metric/bleu.ts";
import { sentenceChrf } from "../../src/metric/chrf.ts";
import { type Kind, notClaimed } from "./kind.ts";

/** sacrebleu on one sentence: BLEU under five tokenizers (three are ours), chrF, chrF++ and TER (not ours). */
export const kind: Kind = {
	name: "bleu_chrf_sentence",
	run(golden) {
		const [reference, candidate] = [golden.reference as string, golden.candidate as string];
		const bleu = (tokenizer: NonNullable<BleuOptions["tokenizer"]>) => {
			const found = sentenceBleu(reference, candidate, { tokenizer });
			return {
				score: found.score,
				precisions: found.precisions,
				bp: found.brevityPenalty,
				sys_len: found.candidateLength,
				ref_len: found.referenceLength,
			};
		};
		return {
			bleu_13a: bleu("13a"),
			bleu_char: bleu("char"),
			bleu_none: bleu("none"),
			bleu_zh: notClaimed,
			bleu_intl: notClaimed,
			ter: notClaimed,
			chrf: sentenceChrf(reference, candidate),
			"chrf++": sentenceChrf(reference, candidate, { wordOrder: 2 }),
		};
	},
	tolerance: () => ({ absolute: 1e-9 }),
};
