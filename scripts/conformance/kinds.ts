import { kind as agreementMulti } from "./agreement-multi.ts";
import { kind as agreementOrdinal } from "./agreement-ordinal.ts";
import { kind as autoevals } from "./autoevals.ts";
import { kind as bleuChrfCorpus } from "./bleu-chrf-corpus.ts";
import { kind as bleuChrfSentence } from "./bleu-chrf-sentence.ts";
import { kind as bootstrapGivenIndices } from "./bootstrap-given-indices.ts";
import { kind as bootstrapScipy } from "./bootstrap-scipy.ts";
import { kind as classification } from "./classification.ts";
import { kind as fmevalLabels } from "./fmeval-labels.ts";
import { kind as fmevalQa } from "./fmeval-qa.ts";
import type { Kind } from "./kind.ts";
import { kind as mcnemar } from "./mcnemar.ts";
import { kind as meteor } from "./meteor.ts";
import { kind as multipleComparisons } from "./multiple-comparisons.ts";
import { kind as pairedTests } from "./paired-tests.ts";
import { kind as porter } from "./porter.ts";
import { kind as predictionPowered } from "./prediction-powered.ts";
import { kind as proportionCi } from "./proportion-ci.ts";
import { kind as proportionDiff } from "./proportion-diff.ts";
import { kind as ragasRetrievalNonllm } from "./ragas-retrieval-nonllm.ts";
import { kind as ragasStrings } from "./ragas-strings.ts";
import { kind as ragasToolCalls } from "./ragas-tool-calls.ts";
import { kind as ragasVerdictArithmetic } from "./ragas-verdict-arithmetic.ts";
import { kind as rankingCalibration } from "./ranking-calibration.ts";
import { kind as rouge } from "./rouge.ts";
import { kind as rougeMulti } from "./rouge-multi.ts";
import { kind as stringDistance } from "./string-distance.ts";

/** Every kind of golden file that can be checked. */
export const kinds: readonly Kind[] = [
	agreementMulti,
	agreementOrdinal,
	autoevals,
	bleuChrfCorpus,
	bleuChrfSentence,
	bootstrapGivenIndices,
	bootstrapScipy,
	classification,
	fmevalLabels,
	fmevalQa,
	mcnemar,
	meteor,
	multipleComparisons,
	pairedTests,
	porter,
	predictionPowered,
	proportionCi,
	proportionDiff,
	ragasRetrievalNonllm,
	ragasStrings,
	ragasToolCalls,
	ragasVerdictArithmetic,
	rankingCalibration,
	rouge,
	rougeMulti,
	stringDistance,
];
