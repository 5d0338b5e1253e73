export { type SequentialComparison, sequentialComparison, sequentialPaired } from "./always-valid.ts";
export type { ScoreRange } from "./betting.ts";
export { type BootstrapOptions, bootstrap, bootstrapClusters, bootstrapGiven, type Statistic } from "./bootstrap.ts";
export { acceleration, type BootstrapMethod, biasCorrection, bootstrapInterval } from "./bootstrap-interval.ts";
export { brier, expectedCalibrationError, logLoss } from "./calibration.ts";
export {
	type Average,
	type AverageOptions,
	accuracyOf,
	balancedAccuracyOf,
	type ClassificationReport,
	classificationReport,
	matthewsOf,
	type PrecisionRecall,
	precisionRecall,
	precisionRecallOf,
} from "./classification.ts";
export { type Confusion, confusion, labelCounts } from "./confusion.ts";
export { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from "./correction.ts";
export { type Correlation, kendall, pearson, spearman } from "./correlation.ts";
export { type DriftAlarm, driftAlarm } from "./drift-alarm.ts";
export { fleissKappa, randolphKappa } from "./fleiss.ts";
export type { Interval } from "./interval.ts";
export { cohenKappa, type KappaOptions, type KappaWeights, kappaOf } from "./kappa.ts";
export { type AlphaOptions, krippendorffAlpha, type MeasurementLevel } from "./krippendorff.ts";
export { type McNemar, mcnemar, mcnemarOf, pairedTable } from "./mcnemar.ts";
export { meanInterval } from "./mean.ts";
export { type PairedT, pairedT, signTest } from "./paired.ts";
export { type PairedEvidence, type PairedEvidenceOptions, pairedEvidence } from "./paired-evidence.ts";
export { pairedProportions } from "./paired-proportions.ts";
export { passAtK, passHatK } from "./pass.ts";
export { type PowerOptions, pairsToDecide, pairsToDecideBinary } from "./power.ts";
export { type PredictionPowered, type PredictionPoweredOptions, predictionPoweredMean } from "./prediction-powered.ts";
export {
	agrestiCoull,
	binomialTest,
	clopperPearson,
	jeffreys,
	wald,
	wilson,
	wilsonContinuity,
} from "./proportion.ts";
export {
	type Count,
	chiSquaredYates,
	fisherExact,
	newcombe,
	twoProportionZ,
	waldDifference,
} from "./proportion-difference.ts";
export { quantile } from "./quantile.ts";
export { ranks } from "./rank.ts";
export { averagePrecision, ndcg, rocAuc } from "./ranking.ts";
export { type RatingError, ratingError } from "./rating-error.ts";
export {
	type Arm,
	type Decision,
	type SequentialPairedTest,
	type SequentialTest,
	sequentialPairedTest,
	sequentialTest,
} from "./sequential-test.ts";
export { type SignFlip, signFlip } from "./sign-flip.ts";
export { mannWhitney, type Welch, welch } from "./two-sample.ts";
export { type Wilcoxon, wilcoxon } from "./wilcoxon.ts";
