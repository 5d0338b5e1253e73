import { judge as make } from "./judge.ts";
import * as metrics from "./metrics/index.ts";

export type { JudgeProgram, Verdict } from "./ask.ts";
export type { Combine } from "./combine.ts";
export type { Judge, JudgeOptions, Shows } from "./judge.ts";
export type { JudgedMetric, JudgedOptions, Judgement, Reads } from "./metrics/index.ts";
export type { Rubric } from "./rubric.ts";
export { summaryRubric } from "./rubrics/summary-quality.ts";
export type { ChoiceScale, Level, NumberScale, Scale } from "./scale.ts";

/** A model as metric: `judge({ rubric, shows, model })`, and what makes it trustworthy. Each owner adds its line. */
export const judge = Object.assign(make, { ...metrics });
