export { type Judge, type JudgeOptions, judge, type Verdict } from "./judge.ts";
export { type Rubric, summaryRubric } from "./rubric.ts";
