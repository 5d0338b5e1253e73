export { chainOfThoughtFaithfulnessRubric } from "./chain-of-thought-faithfulness.ts";
export { chainOfThoughtHelpfulnessRubric } from "./chain-of-thought-helpfulness.ts";
export { factualityRubric } from "./factuality.ts";
export { faithfulnessRubric } from "./faithfulness.ts";
export { helpfulnessRubric } from "./helpfulness.ts";
export { instructionFollowingRubric } from "./instruction-following.ts";
export { politenessRubric } from "./politeness.ts";
export { summaryRubric } from "./summary-quality.ts";
