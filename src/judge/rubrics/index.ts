export { summaryRubric } from "./summary-quality.ts";
