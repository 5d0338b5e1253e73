export { agentGoalAccuracy } from "./agent-goal-accuracy.ts";
export { answerCorrectness } from "./answer-correctness.ts";
export { answerRelevancy } from "./answer-relevancy.ts";
export { aspectCritic } from "./aspect-critic.ts";
export {
	chainOfThoughtFaithfulness,
	chainOfThoughtHelpfulness,
	chainOfThoughtInstructionFollowing,
} from "./chain-of-thought.ts";
export { contextEntityRecall } from "./context-entity-recall.ts";
export { contextPrecision, contextUtilisation } from "./context-precision.ts";
export { contextRecall } from "./context-recall.ts";
export { criteria } from "./criteria.ts";
export { factualCorrectness } from "./factual-correctness.ts";
export { faithfulness } from "./faithfulness.ts";
export type { JudgedMetric, JudgedOptions, Judgement } from "./judged-metric.ts";
export { noiseSensitivity } from "./noise-sensitivity.ts";
export type { Reads } from "./reads.ts";
export { rubricScore } from "./rubric-score.ts";
export { summaryScore } from "./summary-score.ts";
export { topicAdherence } from "./topic-adherence.ts";
