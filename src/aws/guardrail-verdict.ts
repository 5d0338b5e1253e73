import type {
	ApplyGuardrailResponse,
	GuardrailAssessment,
	GuardrailAutomatedReasoningFinding,
	GuardrailUsage,
} from "@aws-sdk/client-bedrock-runtime";
import {
	type Assessment,
	assessment,
	type Confidence,
	type Coverage,
	type Measure,
	type ReasoningFinding,
	type Source,
	type Units,
	type Verdict,
	verdict,
} from "../guardrail/index.ts";
import { guardrailCost } from "./guardrail-prices.ts";

/** What ApplyGuardrail answered, as a verdict. Members that are missing, or new, change nothing else. */
export function guardrailVerdict(
	answer: Partial<ApplyGuardrailResponse>,
	facts: { readonly by: string; readonly source: Source; readonly latencyMs: number },
): Verdict {
	const units = unitsOf(answer.usage);
	const found = (answer.assessments ?? []).map((one) => readAssessment(one, facts.by));
	return verdict({
		source: facts.source,
		action: answer.action === "GUARDRAIL_INTERVENED" ? "intervened" : "none",
		...(answer.actionReason ? { reason: answer.actionReason } : {}),
		outputs: (answer.outputs ?? []).flatMap(({ text }) => (text === undefined ? [] : [text])),
		assessments: found.length === 0 ? [assessment({ by: facts.by })] : found,
		coverage: coverageOf(answer.guardrailCoverage?.textCharacters),
		units,
		costUsd: guardrailCost(units),
		latencyMs: facts.latencyMs,
	});
}

function readAssessment(one: GuardrailAssessment, by: string): Assessment {
	const { topicPolicy, contentPolicy, wordPolicy, sensitiveInformationPolicy, contextualGroundingPolicy } = one;
	const { guardrailId, guardrailVersion } = one.appliedGuardrailDetails ?? {};
	const { customWords = [], managedWordLists = [] } = wordPolicy ?? {};
	const { piiEntities = [], regexes = [] } = sensitiveInformationPolicy ?? {};
	return {
		by: guardrailId === undefined ? by : `${guardrailId} ${guardrailVersion ?? ""}`.trim(),
		topics: (topicPolicy?.topics ?? []).map((topic) => ({ name: topic.name ?? "unnamed", ...found(topic) })),
		content: (contentPolicy?.filters ?? []).map(({ type, confidence, ...rest }) => ({
			kind: plainName(type),
			...(confidence === undefined ? {} : { confidence: confidence.toLowerCase() as Confidence }),
			...found(rest),
		})),
		words: [
			...customWords.map((word) => ({ match: word.match ?? "", list: "custom", ...found(word) })),
			...managedWordLists.map((word) => ({ match: word.match ?? "", list: plainName(word.type), ...found(word) })),
		],
		sensitive: [
			...piiEntities.map((entity) => ({ kind: plainName(entity.type), match: entity.match ?? null, ...found(entity) })),
			...regexes.map((regex) => ({ kind: regex.name ?? "pattern", match: regex.match ?? null, ...found(regex) })),
		],
		grounding: (contextualGroundingPolicy?.filters ?? []).map(({ type, score = 0, threshold = 0, ...rest }) => ({
			kind: type === "RELEVANCE" ? ("relevance" as const) : ("grounding" as const),
			score,
			threshold,
			...found(rest),
		})),
		reasoning: (one.automatedReasoningPolicy?.findings ?? []).flatMap(readReasoning),
	};
}

interface WireFinding {
	readonly action?: string | undefined;
	readonly detected?: boolean | undefined;
}

// Older answers have no `detected`: they list what was found, and nothing else.
function found({ action = "NONE", detected = true }: WireFinding): { action: Measure; detected: boolean } {
	return { action: measures[action] ?? "none", detected };
}

const measures: Readonly<Record<string, Measure>> = { BLOCKED: "blocked", ANONYMIZED: "masked" };

/** "US_PASSPORT_NUMBER" is "us-passport-number". */
export function plainName(name: string | undefined): string {
	return (name ?? "unnamed").toLowerCase().replaceAll("_", "-");
}

/** These report and never act: what is not proved is told, not stopped. */
function readReasoning(finding: GuardrailAutomatedReasoningFinding): ReasoningFinding[] {
	return Object.entries(finding).flatMap(([name, said]: [string, ReasoningWire | undefined]) => {
		const result = results[name];
		if (result === undefined || said === undefined) return [];
		const confidence = said.translation?.confidence;
		const rules = [...(said.supportingRules ?? []), ...(said.contradictingRules ?? [])];
		return {
			result,
			...(confidence === undefined ? {} : { confidence }),
			rules: rules.flatMap(({ identifier }) => (identifier === undefined ? [] : [identifier])),
			action: "none",
			detected: result !== "valid",
		};
	});
}

interface ReasoningWire {
	readonly translation?: { readonly confidence?: number | undefined } | undefined;
	readonly supportingRules?: readonly { readonly identifier?: string | undefined }[] | undefined;
	readonly contradictingRules?: readonly { readonly identifier?: string | undefined }[] | undefined;
}

const results: Readonly<Record<string, ReasoningFinding["result"]>> = {
	valid: "valid",
	invalid: "invalid",
	satisfiable: "satisfiable",
	impossible: "impossible",
	translationAmbiguous: "ambiguous translation",
	tooComplex: "too complex",
	noTranslations: "no translation",
};

function coverageOf(characters: { guarded?: number | undefined; total?: number | undefined } | undefined) {
	const { guarded, total } = characters ?? {};
	return guarded === undefined || total === undefined ? null : ({ guarded, total } satisfies Coverage);
}

function unitsOf(usage: Partial<GuardrailUsage> | undefined): Units {
	const { automatedReasoningPolicies = 0, ...units } = usage ?? {};
	const named = Object.entries(units).flatMap(([wire, count = 0]) => {
		const name = unitNames[wire] ?? wire;
		// each policy reads the text: whether the units count that is not said, so the dearer reading is taken
		const times = name === "reasoning" ? Math.max(1, automatedReasoningPolicies) : 1;
		return count > 0 ? [[name, count * times] as const] : [];
	});
	return Object.fromEntries(named);
}

const unitNames: Readonly<Record<string, string>> = {
	topicPolicyUnits: "topics",
	contentPolicyUnits: "content",
	contentPolicyImageUnits: "images",
	wordPolicyUnits: "words",
	sensitiveInformationPolicyUnits: "sensitive",
	sensitiveInformationPolicyFreeUnits: "patterns",
	contextualGroundingPolicyUnits: "grounding",
	automatedReasoningPolicyUnits: "reasoning",
};
