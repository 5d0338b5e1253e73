import { ConfigError } from "../core/errors.ts";
import type { ModelFamily } from "./model-table.ts";

export type ReasoningEffort = "low" | "medium" | "high";

/**
 * How much a model thinks before it answers: an effort (Nova 2, Claude, gpt-oss), or a number of tokens (Claude alone, at
 * least 1024).
 */
export type ReasoningOptions = { readonly effort: ReasoningEffort } | { readonly budget: number };

/** What thinking changes in the input of Converse. */
export interface ReasoningParts {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly effort?: ReasoningEffort;
	/** Room for thoughts, in tokens, added to the room for the answer: both count against `maxTokens`. */
	readonly room: number;
	/** The model refuses temperature and topP. */
	readonly undirected: boolean;
	/** The model refuses a limit on its output. */
	readonly unlimited: boolean;
	/** A model that thinks cannot be made to call a tool. */
	readonly unforced: boolean;
}

const plain: ReasoningParts = { fields: {}, room: 0, undirected: false, unlimited: false, unforced: false };

/** Tokens left for thoughts; of our own choosing, the providers name none. */
const roomFor: Readonly<Record<ReasoningEffort, number>> = { low: 2048, medium: 8192, high: 24_576 };

/**
 * @throws ConfigError when the family has no such setting
 * @example
 * reasoningParts("aws.bedrock", "nova", { effort: "low" }).fields
 * // => { reasoningConfig: { type: "enabled", maxReasoningEffort: "low" } }
 */
export function reasoningParts(
	who: string,
	family: ModelFamily,
	options: ReasoningOptions | undefined,
): ReasoningParts {
	if (options === undefined) return plain;
	if ("budget" in options) {
		const { budget } = options;
		if (family !== "claude") throw unfit(who, "reasoning: { effort }", `a budget: ${family} models take none`);
		if (!Number.isInteger(budget) || budget < 1024) {
			throw unfit(who, "reasoning.budget to be an integer of at least 1024 tokens", String(budget));
		}
		const thinking = { type: "enabled", budget_tokens: budget };
		return { ...plain, fields: { thinking }, room: budget, undirected: true, unforced: true };
	}
	const { effort } = options;
	if (!Object.hasOwn(roomFor, effort)) throw unfit(who, 'an effort of "low", "medium" or "high"', String(effort));
	const room = roomFor[effort];
	if (family === "claude") return { ...plain, effort, room };
	if (family === "gpt-oss") return { ...plain, fields: { reasoning_effort: effort }, room };
	if (family !== "nova") throw unfit(who, "no reasoning", `it asked of a ${family} model; pass additionalFields`);
	const high = effort === "high"; // Nova 2 then refuses temperature, topP and maxTokens
	const fields = { reasoningConfig: { type: "enabled", maxReasoningEffort: effort } };
	return { ...plain, fields, room, undirected: high, unlimited: high };
}

function unfit(who: string, expected: string, found: string): ConfigError {
	return new ConfigError(`${who}: expected ${expected}, found ${found}.`);
}
