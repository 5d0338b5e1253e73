export {
	type Assessment,
	assessment,
	type Confidence,
	type ContentFinding,
	type Finding,
	findingsOf,
	type GroundingFinding,
	type Measure,
	type Policy,
	type ReasoningFinding,
	type SensitiveFinding,
	type TopicFinding,
	type WordFinding,
} from "./assessment.ts";
export { showVerdict, type Verdict, type VerdictParts, verdict } from "./verdict.ts";
export type { Coverage, Source, Units, VerdictData } from "./verdict-data.ts";
