import { calibrate } from "./calibrate.ts";
import { calibrated } from "./calibration.ts";
import { correctedMean } from "./corrected-mean.ts";
import { judge as make } from "./judge.ts";
import * as metrics from "./metrics/index.ts";
import { pairwise } from "./pairwise.ts";
import { panel } from "./panel.ts";
import * as rubrics from "./rubrics/index.ts";
import { swap } from "./swap.ts";

export type { Agreement } from "./agreement.ts";
export type { JudgeProgram, Verdict } from "./ask.ts";
export type { CalibrateOptions } from "./calibrate.ts";
export type { BiasReport, Calibration } from "./calibration.ts";
export type { Combine } from "./combine.ts";
export type { CorrectedMean } from "./corrected-mean.ts";
export type { Judge, JudgeOptions, Shows } from "./judge.ts";
export type { JudgedMetric, JudgedOptions, Judgement, Reads } from "./metrics/index.ts";
export type { PairwiseJudge, PairwiseOptions } from "./pairwise.ts";
export type { Pairwise } from "./pairwise-result.ts";
export type { PanelRaw } from "./panel.ts";
export type { Rubric } from "./rubric.ts";
export { summaryRubric } from "./rubrics/summary-quality.ts";
export type { ChoiceScale, Level, NumberScale, Scale } from "./scale.ts";
export type { Swap, SwapOptions } from "./swap.ts";

/** A model as metric: `judge({ rubric, shows, model })`, and what makes it trustworthy. Each owner adds its line. */
export const judge = Object.assign(make, {
	pairwise,
	panel,
	swap,
	calibrate,
	calibrated,
	correctedMean,
	rubrics,
	...metrics,
});
