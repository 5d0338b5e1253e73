export { faithfulness } from "./faithfulness.ts";
export type { JudgedMetric, JudgedOptions, Judgement } from "./judged-metric.ts";
export type { Reads } from "./reads.ts";
