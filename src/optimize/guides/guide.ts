import type { Demo } from "../../program/program.ts";

/** A whole prompt as it is sent: what a guide's rules are checked on. */
export interface PromptText {
	readonly system: string;
	/** The question of one input, as the prompt adapter writes it; "" when only the instructions are looked at. */
	readonly user: string;
	readonly demos: readonly Demo[];
	readonly tools?: readonly { readonly name: string; readonly description: string }[];
	readonly temperature?: number;
	readonly maxTokens?: number;
}

/** What breaks a rule, and where. */
export interface Breach {
	readonly message: string;
	readonly excerpt?: string;
}

/** `error`: the prompt does something the family's models are known to stumble over; `hint`: worth a try. */
export type Severity = "error" | "warning" | "hint";

/** One rule of a guide, in our own words. */
export interface Rule {
	readonly id: string;
	/** What to do, one sentence, as the meta-prompt of `rewrite` says it. */
	readonly says: string;
	readonly why: string;
	readonly severity: Severity;
	/** The title of one of the guide's sources, or `recalled`. */
	readonly source: string;
	/** Finds mechanically what breaks the rule; null: nothing. A rule without one is advice for the writer. */
	readonly check?: (prompt: PromptText) => Breach | null;
}

export interface Section {
	readonly name: string;
	/** What belongs into it. */
	readonly holds: string;
	/** Names that say the same. */
	readonly aliases?: readonly string[];
	/** A prompt without it still follows the guide. */
	readonly optional?: boolean;
}

/** How the makers of a model family ask to be prompted: data for `lint` and `rewrite`. */
export interface Guide {
	readonly name: string;
	/** The models it speaks of. */
	readonly family: string;
	/** What the rules were read in, and when (ISO date). */
	readonly sources: readonly { readonly title: string; readonly read: string }[];
	/** Sections in their order, and how their names are written. */
	readonly layout: { readonly style: "heading" | "tag"; readonly sections: readonly Section[] };
	/** The first that `rewrite` tells its model are the most important ones. */
	readonly rules: readonly Rule[];
}

/** The source of a rule that is common knowledge about a family, but was not looked up. */
export const recalled = "recalled, not checked";
