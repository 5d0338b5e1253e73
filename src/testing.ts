/** What users need to test their own programs without a model, and without a clock that moves by itself. */
export { type Clock, systemClock } from "./core/clock.ts";
export { startTrace } from "./core/trace.ts";
export { recorded } from "./model/recorded.ts";
export {
	type Script,
	type ScriptedAnswer,
	type ScriptedModel,
	type ScriptedOptions,
	scripted,
} from "./model/scripted.ts";
