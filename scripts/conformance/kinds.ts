import { kind as agreementMulti } from "./agreement-multi.ts";
import { kind as agreementOrdinal } from "./agreement-ordinal.ts";
import { kind as bleuChrfCorpus } from "./bleu-chrf-corpus.ts";
import { kind as bleuChrfSentence } from "./bleu-chrf-sentence.ts";
import { kind as bootstrapGivenIndices } from "./bootstrap-given-indices.ts";
import { kind as bootstrapScipy } from "./bootstrap-scipy.ts";
import { kind as classification } from "./classification.ts";
import type { Kind } from "./kind.ts";
import { kind as mcnemar } from "./mcnemar.ts";
import { kind as meteor } from "./meteor.ts";
import { kind as multipleComparisons } from "./multiple-comparisons.ts";
import { kind as pairedTests } from "./paired-tests.ts";
import { kind as porter } from "./porter.ts";
import { kind as predictionPowered } from "./prediction-powered.ts";
import { kind as proportionCi } from "./proportion-ci.ts";
import { kind as proportionDiff } from "./proportion-diff.ts";
import { kind as rankingCalibration } from "./ranking-calibration.ts";
import { kind as rouge } from "./rouge.ts";
import { kind as rougeMulti } from "./rouge-multi.ts";
import { kind as stringDistance } from "./string-distance.ts";

/** Every kind of golden file that can be checked. */
export const kinds: readonly Kind[] = [
	agreementMulti,
	agreementOrdinal,
	bleuChrfCorpus,
	bleuChrfSentence,
	bootstrapGivenIndices,
	bootstrapScipy,
	classification,
	mcnemar,
	meteor,
	multipleComparisons,
	pairedTests,
	porter,
	predictionPowered,
	proportionCi,
	proportionDiff,
	rankingCalibration,
	rougeMulti,
	rouge,
	stringDistance,
];
