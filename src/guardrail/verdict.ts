import { type Displayable, displayable } from "../view/view.ts";
import { type Assessment, findingsOf } from "./assessment.ts";
import type { Coverage, Source, Units, VerdictData } from "./verdict-data.ts";
import { verdictView } from "./verdict-view.ts";

/**
 * What a guardrail says of a text. Local detectors, a model as judge and Bedrock all answer with this one shape, that of
 * Bedrock's ApplyGuardrail in our names.
 */
export type Verdict = VerdictData & Displayable;

export interface VerdictParts {
	readonly source: Source;
	readonly assessments: readonly Assessment[];
	/** Default: "intervened" when a finding was blocked or masked. */
	readonly action?: VerdictData["action"];
	readonly reason?: string;
	readonly outputs?: readonly string[];
	readonly coverage?: Coverage | null;
	readonly units?: Units;
	/** Default 0: it ran here. */
	readonly costUsd?: number | null;
	readonly latencyMs: number;
}

/**
 * A verdict from what was found.
 *
 * One finding that blocks blocks the text. An intervention whose findings are not told blocks it too.
 *
 * @example
 * const email = { kind: "email", match: "a@b.example", action: "masked", detected: true };
 * const ours = { by: "ours", topics: [], content: [], words: [], sensitive: [email], grounding: [], reasoning: [] };
 * verdict({ source: "input", assessments: [ours], outputs: ["Write to {EMAIL}."], latencyMs: 1 }).outcome // => "masked"
 * verdict({ source: "input", assessments: [], latencyMs: 1 }).action // => "none"
 */
export function verdict(parts: VerdictParts): Verdict {
	const { assessments } = parts;
	const measures = findingsOf(assessments).map(({ action }) => action);
	const acted = measures.some((measure) => measure !== "none");
	const action = parts.action ?? (acted ? "intervened" : "none");
	const maskedOnly = measures.includes("masked") && !measures.includes("blocked");
	const data: VerdictData = {
		source: parts.source,
		action,
		outcome: action === "none" ? "passed" : maskedOnly ? "masked" : "blocked",
		...(parts.reason === undefined ? {} : { reason: parts.reason }),
		outputs: parts.outputs ?? [],
		assessments,
		coverage: parts.coverage ?? null,
		units: parts.units ?? {},
		costUsd: parts.costUsd === undefined ? 0 : parts.costUsd,
		latencyMs: parts.latencyMs,
	};
	return showVerdict(data);
}

/** Gives a verdict's data, new or loaded, its look. */
export function showVerdict(data: VerdictData): Verdict {
	return displayable({ ...data }, verdictView);
}
