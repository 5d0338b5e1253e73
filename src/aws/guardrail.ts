import { ConfigError } from "../core/errors.ts";
import type { Source, Verdict } from "../guardrail/index.ts";
import type { Middleware } from "../model/model.ts";
import { type AwsOptions, clientSettings, regionOf, send } from "./connection.ts";
import { guardrailClient } from "./guardrail-client.ts";
import { type GuardOptions, guardrailMiddleware } from "./guardrail-middleware.ts";
import { checkGuardrailNames } from "./guardrail-names.ts";
import { guardrailVerdict } from "./guardrail-verdict.ts";

export interface GuardrailOptions extends AwsOptions {
	/** "full" also lists what was looked for and not found. Default "interventions". */
	readonly scope?: "interventions" | "full";
}

export interface CheckOptions {
	/** "input": what a person or a tool says to the model; "output": what the model says. */
	readonly source: Source;
	/** What an answer must stand on; needs a guardrail with contextual grounding, and "output". */
	readonly grounding?: string | readonly string[];
	/** The question that an answer must speak to; goes with `grounding`. */
	readonly query?: string;
	readonly signal?: AbortSignal;
}

export interface Guardrail {
	/** What it is called in traces and verdicts. */
	readonly name: string;
	/** Looks at one text; no model is called. */
	check(text: string, options: CheckOptions): Promise<Verdict>;
	/** For `wrap(model, guardrail.middleware())`. */
	middleware(options?: GuardOptions): Middleware;
}

/** The most characters that contextual grounding reads, from AWS's documentation. */
const most = { grounding: 100_000, query: 1_000, answer: 5_000 };

/**
 * A guardrail of Amazon Bedrock: a check of any text, and middleware for any model, local ones among them.
 *
 * The guardrail must be there already (its policies are its own); each check is one ApplyGuardrail call, billed by
 * thousands of characters and policy. `verdict.costUsd` is an estimate from a dated list. See `guardrailChecks` for checks
 * that need no guardrail.
 *
 * @param id its id or ARN
 * @param version a version number, or "DRAFT"
 * @throws ConfigError when id or version cannot be one; from `check` for a text without content, or one that grounding
 *   cannot hold
 * @throws ModelError from `check` when AWS refuses or is not reached
 * @example
 * guardrail("a1b2c3d4e5f6", "1").name // => "guardrail a1b2c3d4e5f6 version 1"
 */
export function guardrail(id: string, version: string, options: GuardrailOptions = {}): Guardrail {
	checkGuardrailNames("aws.guardrail", id, version);
	const { scope = "interventions", ...aws } = options;
	const name = `guardrail ${id.split("/").at(-1)} version ${version}`;
	const region = regionOf(aws);
	const about = {
		who: "aws.guardrail",
		operation: "ApplyGuardrail",
		model: name,
		...(region === null ? {} : { region }),
	};
	const connect = guardrailClient("aws.guardrail", clientSettings(aws));

	async function check(text: string, given: CheckOptions): Promise<Verdict> {
		const content = contentOf(text, given);
		const { sdk, client } = await connect();
		const command = new sdk.ApplyGuardrailCommand({
			guardrailIdentifier: id,
			guardrailVersion: version,
			source: given.source === "input" ? "INPUT" : "OUTPUT",
			content,
			...(scope === "full" ? { outputScope: "FULL" } : {}),
		});
		const startMs = performance.now();
		const answer = await send(client, command, about, given.signal);
		return guardrailVerdict(answer, { by: name, source: given.source, latencyMs: performance.now() - startMs });
	}

	return {
		name,
		check,
		middleware: (guard = {}) => guardrailMiddleware({ ...guard, name, check }),
	};
}

interface TextBlock {
	readonly text: { text: string; qualifiers?: ("grounding_source" | "query" | "guard_content")[] };
}

function contentOf(text: string, { source, grounding, query }: CheckOptions): TextBlock[] {
	if (text.trim() === "") throw new ConfigError("aws.guardrail: expected a text to check, found an empty one.");
	const sources = typeof grounding === "string" ? [grounding] : (grounding ?? []);
	if (sources.length === 0 && query === undefined) return [{ text: { text } }];
	if (sources.length === 0 || query === undefined || source !== "output") {
		const found = source !== "output" ? 'source: "input"' : query === undefined ? "no query" : "no grounding";
		throw new ConfigError(
			`aws.guardrail: expected grounding and query together, for source: "output", found ${found}. Give both, or neither.`,
		);
	}
	const length = { grounding: sources.join("").length, query: query.length, answer: text.length };
	for (const [part, limit] of Object.entries(most)) {
		const found = length[part as keyof typeof most];
		if (found <= limit) continue;
		throw new ConfigError(
			`aws.guardrail: expected ${part} of at most ${limit} characters, found ${found}. Nothing was sent; shorten it, or leave grounding and query out.`,
		);
	}
	return [
		...sources.map((one): TextBlock => ({ text: { text: one, qualifiers: ["grounding_source"] } })),
		{ text: { text: query, qualifiers: ["query"] } },
		{ text: { text, qualifiers: ["guard_content"] } },
	];
}
