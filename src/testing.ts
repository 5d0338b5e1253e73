/** What users need to test their own programs without a model. */
export { startTrace } from "./core/trace.ts";
