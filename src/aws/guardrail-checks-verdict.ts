import type { GuardrailChecksResults, GuardrailChecksUsageResults } from "@aws-sdk/client-bedrock-runtime";
import {
	assessment,
	type ContentFinding,
	type Measure,
	type SensitiveFinding,
	type Source,
	type Units,
	type Verdict,
	verdict,
} from "../guardrail/index.ts";
import { guardrailCost } from "./guardrail-prices.ts";
import { plainName } from "./guardrail-verdict.ts";

/** From which score on, [0, 1], something is found. */
export interface Thresholds {
	readonly content: number;
	readonly attacks: number;
	readonly sensitive: number;
}

export interface ChecksFacts {
	readonly by: string;
	readonly source: Source;
	/** The text that was sent as the only block of the only message. */
	readonly text: string;
	readonly latencyMs: number;
	readonly thresholds: Thresholds;
	/** What is done about personal data that is found. */
	readonly onSensitive: Measure;
	/** Takes the place of a blocked text. */
	readonly message: string;
}

/** What InvokeGuardrailChecks answered, as a verdict. It only scores; what is done about it is decided here. */
export function guardrailChecksVerdict(
	answer: {
		readonly results?: GuardrailChecksResults | undefined;
		readonly usage?: GuardrailChecksUsageResults | undefined;
	},
	facts: ChecksFacts,
): Verdict {
	const { by, text, thresholds, message } = facts;
	const { contentFilter, promptAttack, sensitiveInformation } = answer.results ?? {};
	const content = [
		...scored(contentFilter?.results, thresholds.content),
		...scored(promptAttack?.results, thresholds.attacks),
	];
	const sensitive = (sensitiveInformation?.results ?? []).map((entry) => personal(entry, facts));
	// a list that was cut short names too little to mask by
	const cut = sensitiveInformation?.truncated === true && facts.onSensitive === "masked";
	const found: readonly SensitiveFinding[] = cut
		? sensitive.map((one) => (one.action === "masked" ? { ...one, action: "blocked" } : one))
		: sensitive;
	const actions = [...content, ...found].map(({ action }) => action);
	const outputs = actions.includes("blocked") ? [message] : actions.includes("masked") ? [maskSpans(text, found)] : [];
	const units = unitsOf(answer.usage);
	return verdict({
		source: facts.source,
		...(cut ? { reason: "More personal data was found than is listed, so that it cannot be masked." } : {}),
		outputs,
		assessments: [assessment({ by, content, sensitive: found })],
		coverage: { guarded: text.length, total: text.length },
		units,
		costUsd: guardrailCost(units),
		latencyMs: facts.latencyMs,
	});
}

interface Scored {
	readonly category: string | undefined;
	readonly severityScore: number | undefined;
}

function scored(results: readonly Scored[] | undefined, threshold: number): ContentFinding[] {
	return (results ?? []).map(({ category, severityScore: score = 0 }) => {
		const detected = score >= threshold;
		return { kind: plainName(category), score, threshold, action: detected ? "blocked" : "none", detected };
	});
}

interface Entity {
	readonly type: string | undefined;
	readonly confidenceScore: number | undefined;
	readonly beginOffset: number | undefined;
	readonly endOffset: number | undefined;
}

function personal(entity: Entity, { text, thresholds, onSensitive }: ChecksFacts): SensitiveFinding {
	const { type, confidenceScore: score = 0, beginOffset = 0, endOffset = text.length } = entity;
	const detected = score >= thresholds.sensitive;
	const span = spanOf(text, beginOffset, endOffset);
	return {
		kind: plainName(type),
		match: text.slice(...span),
		span,
		score,
		threshold: thresholds.sensitive,
		action: detected ? onSensitive : "none",
		detected,
	};
}

/**
 * A place in a text, in UTF-16 units. AWS says "character offsets" and not of which kind: in a text with characters of two
 * units (emoji) both readings are covered, so that nothing is left open.
 */
function spanOf(text: string, begin: number, end: number): readonly [number, number] {
	const characters = [...text];
	if (characters.length === text.length) return [begin, end];
	const unitsBefore = (count: number) => characters.slice(0, count).join("").length;
	return [Math.min(begin, unitsBefore(begin)), Math.max(end, unitsBefore(end))];
}

/**
 * A text with what is to be masked in it replaced by its kind: "{EMAIL}". Places that overlap become one.
 *
 * @example
 * const email = { kind: "email", match: "a@b.example", span: [3, 14], action: "masked", detected: true };
 * maskSpans("To a@b.example.", [email]) // => "To {EMAIL}."
 */
export function maskSpans(text: string, findings: readonly SensitiveFinding[]): string {
	const places = findings
		.flatMap(({ kind, span, action }) => (action === "masked" && span !== undefined ? [{ kind, span }] : []))
		.sort((a, b) => a.span[0] - b.span[0]);
	let masked = "";
	let at = 0;
	for (const { kind, span } of places) {
		const [start, end] = span;
		if (start >= at) masked += `${text.slice(at, start)}{${kind.toUpperCase().replaceAll("-", "_")}}`;
		at = Math.max(at, end);
	}
	return masked + text.slice(at);
}

function unitsOf(usage: GuardrailChecksUsageResults | undefined): Units {
	const named = {
		"content check": usage?.contentFilter?.textUnits,
		"attack check": usage?.promptAttack?.textUnits,
		"sensitive check": usage?.sensitiveInformation?.textUnits,
	};
	return Object.fromEntries(
		Object.entries(named).flatMap(([name, count = 0]) => (count > 0 ? [[name, count] as const] : [])),
	);
}
