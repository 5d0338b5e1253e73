import { ConfigError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";
import type { Price } from "../model/model.ts";
import type { AwsOptions } from "./connection.ts";
import { type ReasoningOptions, reasoningParts } from "./converse-reasoning.ts";
import type { ConverseSettings } from "./converse-request.ts";
import type { ServiceTier } from "./converse-types.ts";
import type { Geography } from "./geography.ts";
import { checkGuardrailNames } from "./guardrail-names.ts";
import type { ModelFamily } from "./model-table.ts";
import type { ResolvedModel } from "./resolve-model.ts";

/** Tokens of an answer, where nobody names a number. */
export const defaultMaxTokens = 1024;

export interface BedrockOptions extends AwsOptions {
	/**
	 * Tokens of an answer, where a request names no number. AWS reserves quota by it, so it should fit the task. Default 1024.
	 * Nova 2 at high effort refuses any limit: it alone is asked without, and may write up to its own.
	 */
	readonly maxTokens?: number;
	/** In [0, 1], 0 is greedy; where a request names none. Default: the model's own. */
	readonly temperature?: number;
	/** Where AWS may carry requests: the geography of the inference profile. Default: the region's own, never "global". */
	readonly geography?: Geography;
	/** The model behind an id that hides it (the ARN of an application inference profile, a custom model). */
	readonly family?: ModelFamily;
	/** A guardrail that looks at each question and answer; what it blocks has `finish: "blocked"`. `trace` puts its findings into `raw`. */
	readonly guardrail?: { readonly id: string; readonly version: string; readonly trace?: boolean };
	/** Default: AWS's own, "default". The price of the others is unknown here. */
	readonly serviceTier?: ServiceTier;
	/** Lets a model think first that can. Room for the thoughts is added to `maxTokens`, and counted by budgets and plans. */
	readonly reasoning?: ReasoningOptions;
	/** Fields of the model's own that Converse has no word for: `{ inferenceConfig: { topK: 1 } }` for Nova. Part of the identity. */
	readonly additionalFields?: Readonly<Record<string, Json>>;
	/** US dollars per million tokens. Default: the list price on demand, where it is known. */
	readonly price?: Price | null;
	/** The account's quotas, where they shall be kept rather than run into. One count for the process. */
	readonly requestsPerMinute?: number;
	readonly tokensPerMinute?: number;
	/** How often a request is sent at most. Default 4. 1 leaves retries to a `retry()` of your own. */
	readonly attempts?: number;
}

/**
 * What stays the same for every request, from the options of a model.
 *
 * @throws ConfigError when an option is out of range, or the model cannot do what it asks
 */
export function bedrockSettings(
	who: string,
	{ modelId, family, can, ...resolved }: ResolvedModel,
	options: BedrockOptions,
): ConverseSettings {
	const { maxTokens = defaultMaxTokens, temperature, reasoning, guardrail, serviceTier, additionalFields } = options;
	const { maxOutputTokens } = resolved;
	const expect = (fits: boolean, expected: string, found: unknown) => {
		if (!fits) throw new ConfigError(`${who}: expected ${expected}, found ${String(found)}.`);
	};
	if (!can.converse) {
		throw new ConfigError(
			`${who}: expected a model that answers, found an embedder. Use aws.embedder("${resolved.alias}").`,
		);
	}
	const { attempts = 4 } = options;
	expect(Number.isInteger(maxTokens) && maxTokens >= 1, "maxTokens to be an integer of at least 1", maxTokens);
	expect(Number.isInteger(attempts) && attempts >= 1, "attempts to be an integer of at least 1", attempts);
	const inRange = temperature === undefined || (temperature >= 0 && temperature <= 1);
	expect(inRange, "temperature in [0, 1], as Converse takes it", temperature);
	const tiers = ["default", "priority", "flex", "reserved", undefined];
	expect(tiers.includes(serviceTier), 'serviceTier "default", "priority", "flex" or "reserved"', serviceTier);
	if (guardrail !== undefined) checkGuardrailNames(who, guardrail.id, guardrail.version);
	if (reasoning !== undefined && !can.reasoning) {
		throw new ConfigError(
			`${who}: expected no reasoning, found it asked of a model that has none. ${resolved.unlisted ?? "Take one that thinks, or pass additionalFields."}`,
		);
	}
	const { unforced } = reasoningParts(who, family, reasoning);
	if (reasoning !== undefined && "budget" in reasoning) {
		const fits = maxOutputTokens === null || reasoning.budget < maxOutputTokens;
		expect(fits, `reasoning.budget below ${maxOutputTokens}, all that the model writes at most`, reasoning.budget);
	}
	const openJson = can.tools && can.forcedTool && !unforced ? "tool" : "text";
	return {
		who,
		modelId,
		family,
		can,
		unlisted: resolved.unlisted,
		json: can.nativeJson ? "native" : openJson,
		openJson,
		maxTokens,
		maxOutputTokens,
		temperature,
		reasoning,
		additionalFields,
		...(guardrail === undefined ? {} : { guardrail: guardrailConfig(guardrail) }),
		...(serviceTier === undefined ? {} : { serviceTier: { type: serviceTier } }),
	};
}

function guardrailConfig({ id, version, trace = false }: NonNullable<BedrockOptions["guardrail"]>) {
	return { guardrailIdentifier: id, guardrailVersion: version, ...(trace ? { trace: "enabled" as const } : {}) };
}

/**
 * Output tokens that a call may take beyond a request's `maxTokens`: the room for thoughts, or all that the model writes at
 * most where it takes no limit.
 */
export function thoughtTokens({ who, family, reasoning, maxOutputTokens }: ConverseSettings): number {
	const { room, unlimited } = reasoningParts(who, family, reasoning);
	return unlimited ? (maxOutputTokens ?? Infinity) : room;
}

/** What decides an answer besides place, model and request. */
export function decisive({
	json,
	maxTokens,
	temperature,
	reasoning,
	guardrail,
	serviceTier,
	additionalFields,
}: ConverseSettings): object {
	const { trace: _trace, ...guard } = guardrail ?? {};
	return { json, maxTokens, temperature, reasoning, guard, serviceTier, additionalFields };
}

/** For the provenance of a report. */
export function bedrockFacts(
	resolved: ResolvedModel,
	settings: ConverseSettings,
	region: string | undefined,
	endpoint: string | undefined,
) {
	const { guardrail, serviceTier } = settings;
	return {
		...resolved.facts,
		region: region ?? null,
		json: settings.json,
		...(resolved.geography === "region" || resolved.geography === null ? {} : { profile: resolved.modelId }),
		...(endpoint === undefined ? {} : { endpoint }),
		...(guardrail === undefined
			? {}
			: { guardrail: `${guardrail.guardrailIdentifier} version ${guardrail.guardrailVersion}` }),
		...(serviceTier === undefined ? {} : { serviceTier: serviceTier.type }),
		...(resolved.warnings.length === 0 ? {} : { warning: resolved.warnings.join(" ") }),
	};
}
