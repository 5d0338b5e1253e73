import { ConfigError } from "../core/errors.ts";
import type { Measure, Source, Verdict } from "../guardrail/index.ts";
import { type AwsOptions, clientSettings, regionOf, send } from "./connection.ts";
import type { CheckOptions, Guardrail } from "./guardrail.ts";
import { guardrailChecksVerdict, type Thresholds } from "./guardrail-checks-verdict.ts";
import { guardrailClient } from "./guardrail-client.ts";
import { guardrailMiddleware } from "./guardrail-middleware.ts";

const contentKinds = ["hate", "insults", "sexual", "violence", "misconduct"] as const;
const attackKinds = ["jailbreak", "prompt-injection", "prompt-leakage"] as const;
const sensitiveKinds = [
	"address",
	"age",
	"aws-access-key",
	"aws-secret-key",
	"ca-health-number",
	"ca-social-insurance-number",
	"credit-debit-card-cvv",
	"credit-debit-card-expiry",
	"credit-debit-card-number",
	"driver-id",
	"email",
	"international-bank-account-number",
	"ip-address",
	"license-plate",
	"mac-address",
	"name",
	"password",
	"phone",
	"pin",
	"swift-code",
	"uk-national-health-service-number",
	"uk-national-insurance-number",
	"uk-unique-taxpayer-reference-number",
	"url",
	"us-bank-account-number",
	"us-bank-routing-number",
	"us-individual-tax-identification-number",
	"us-passport-number",
	"us-social-security-number",
	"username",
	"vehicle-identification-number",
] as const;

export type ContentKind = (typeof contentKinds)[number];
export type AttackKind = (typeof attackKinds)[number];
export type SensitiveKind = (typeof sensitiveKinds)[number];

export interface GuardrailChecksOptions extends AwsOptions {
	/** Harmful content to look for. Default: all five kinds; [] for none. */
	readonly content?: readonly ContentKind[];
	/** Attacks to look for in what goes in; an answer is none. Default: all three kinds. */
	readonly attacks?: readonly AttackKind[];
	/** Personal data to look for. Default: all 31 kinds, names and ages among them. */
	readonly sensitive?: readonly SensitiveKind[];
	/**
	 * From which score on, [0, 1], something is found; one for all, or by check. Default 0.5, the middle of the scale and
	 * measured by nothing: set it from rows of your own.
	 */
	readonly threshold?: number | Partial<Thresholds>;
	/** What is done about personal data: "masked" (the default), "blocked", or "none" to report it only. */
	readonly onSensitive?: Measure;
	/** Takes the place of a blocked text. */
	readonly message?: string;
}

/**
 * Checks of Amazon Bedrock that need no guardrail: harmful content, attacks on the prompt, personal data.
 *
 * Each check is one InvokeGuardrailChecks call. Bedrock only scores a text, in steps of 0.2; from which score on it is
 * blocked is `threshold`. Personal data is masked here, by the places that Bedrock names.
 *
 * @throws ConfigError without anything to look for, for a kind there is not, or a threshold outside [0, 1]; from `check`
 *   for a text without content, or with grounding, which these checks do not have
 * @throws ModelError from `check` when AWS refuses or is not reached
 * @example
 * guardrailChecks({ attacks: ["jailbreak"], content: [], sensitive: [] }).name // => "guardrail checks (jailbreak from 0.5)"
 */
export function guardrailChecks(options: GuardrailChecksOptions = {}): Guardrail {
	const { content, attacks, sensitive, threshold, onSensitive = "masked", message, ...aws } = options;
	const kinds = {
		content: known("content", content, contentKinds),
		attacks: known("attacks", attacks, attackKinds),
		sensitive: known("sensitive", sensitive, sensitiveKinds),
	};
	if (Object.values(kinds).every((some) => some.length === 0)) {
		throw new ConfigError(
			"aws.guardrailChecks: expected something to look for, found content, attacks and sensitive empty.",
		);
	}
	const thresholds = thresholdsOf(threshold);
	const name = nameOf(kinds, thresholds, onSensitive);
	const region = regionOf(aws);
	const about = {
		who: "aws.guardrailChecks",
		operation: "InvokeGuardrailChecks",
		model: name,
		...(region === null ? {} : { region }),
	};
	const connect = guardrailClient("aws.guardrailChecks", clientSettings(aws));

	async function check(text: string, { source, grounding, query, signal }: CheckOptions): Promise<Verdict> {
		if (text.trim() === "") throw new ConfigError("aws.guardrailChecks: expected a text to check, found an empty one.");
		if (grounding !== undefined || query !== undefined) {
			throw new ConfigError(
				"aws.guardrailChecks: expected a text alone, found grounding or query. Grounding needs a guardrail: aws.guardrail(id, version).",
			);
		}
		const { sdk, client } = await connect();
		type Checks = NonNullable<ConstructorParameters<typeof sdk.InvokeGuardrailChecksCommand>[0]["checks"]>;
		const checks = checksFor(source, kinds) as Checks;
		const facts = { by: name, source, text, thresholds, onSensitive, message: message ?? `Blocked by ${name}.` };
		// what these checks do not look for in an answer costs no call
		if (Object.keys(checks).length === 0) return guardrailChecksVerdict({}, { ...facts, latencyMs: 0 });
		const command = new sdk.InvokeGuardrailChecksCommand({
			messages: [{ role: source === "input" ? "user" : "assistant", content: [{ text }] }],
			checks,
		});
		const startMs = performance.now();
		const answer = await send(client, command, about, signal);
		return guardrailChecksVerdict(answer, { ...facts, latencyMs: performance.now() - startMs });
	}

	return { name, check, middleware: (guard = {}) => guardrailMiddleware({ ...guard, name, check }) };
}

interface Kinds {
	readonly content: readonly string[];
	readonly attacks: readonly string[];
	readonly sensitive: readonly string[];
}

function checksFor(source: Source, { content, attacks, sensitive }: Kinds): object {
	const wire = (kind: string) => kind.toUpperCase().replaceAll("-", "_");
	const categories = (kinds: readonly string[]) => ({ categories: kinds.map((kind) => ({ category: wire(kind) })) });
	return {
		...(content.length === 0 ? {} : { contentFilter: categories(content) }),
		...(attacks.length === 0 || source === "output" ? {} : { promptAttack: categories(attacks) }),
		...(sensitive.length === 0
			? {}
			: { sensitiveInformation: { entities: sensitive.map((kind) => ({ type: wire(kind) })) } }),
	};
}

function known(option: string, given: readonly string[] | undefined, all: readonly string[]): readonly string[] {
	const strange = given?.find((kind) => !all.includes(kind));
	if (strange === undefined) return [...new Set(given ?? all)].sort();
	throw new ConfigError(
		`aws.guardrailChecks: expected ${option} of ${all.join(", ")}, found "${strange}". Leave ${option} out for all of them.`,
	);
}

function thresholdsOf(given: GuardrailChecksOptions["threshold"] = {}): Thresholds {
	const one = typeof given === "number" ? given : undefined;
	const each = typeof given === "number" ? {} : given;
	const thresholds = { content: one ?? 0.5, attacks: one ?? 0.5, sensitive: one ?? 0.5, ...each };
	for (const [check, threshold] of Object.entries(thresholds)) {
		if (threshold > 0 && threshold <= 1) continue;
		throw new ConfigError(
			`aws.guardrailChecks: expected a threshold above 0 and at most 1 for ${check}, found ${threshold}.`,
		);
	}
	return thresholds;
}

/** Everything that decides a verdict: the name is part of the identity of a guarded model. */
function nameOf(kinds: Kinds, thresholds: Thresholds, onSensitive: Measure): string {
	const all = { content: contentKinds, attacks: attackKinds, sensitive: sensitiveKinds };
	const words = (Object.keys(all) as (keyof Kinds)[]).flatMap((check) => {
		if (kinds[check].length === 0) return [];
		const some = kinds[check].length === all[check].length ? check : kinds[check].join(" ");
		return [`${some} from ${thresholds[check]}${check === "sensitive" ? ` ${onSensitive}` : ""}`];
	});
	return `guardrail checks (${words.join(", ")})`;
}
