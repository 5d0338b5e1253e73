/** What became of a finding: seen and let through, the whole text stopped, or the place in it covered. */
export type Measure = "none" | "blocked" | "masked";

/** What every finding says, whoever made it. */
interface Found {
	/** "none" where something was found and let through, as in a trial run of a policy. */
	readonly action: Measure;
	/** False for what was looked for and not found; those are listed only where everything is. */
	readonly detected: boolean;
}

/** A subject that must not be spoken of. */
export interface TopicFinding extends Found {
	readonly name: string;
}

export type Confidence = "none" | "low" | "medium" | "high";

/** Harmful content, or an attack on the prompt. */
export interface ContentFinding extends Found {
	/**
	 * "hate", "insults", "sexual", "violence", "misconduct", "prompt-attack"; told apart, an attack is "jailbreak",
	 * "prompt-injection" or "prompt-leakage". Others of a detector's own may come.
	 */
	readonly kind: string;
	/** How sure the detector is, where it says so in words. */
	readonly confidence?: Confidence;
	/** How severe it is, [0, 1], where it says so in numbers. */
	readonly score?: number;
	/** From which score on something is done. */
	readonly threshold?: number;
}

/** A word that must not be said. */
export interface WordFinding extends Found {
	/** As it stands in the text. */
	readonly match: string;
	/** The list that it is on: "custom", "profanity", or a name. */
	readonly list: string;
}

/** Something that tells who a person is, or opens a door. */
export interface SensitiveFinding extends Found {
	/** "email", "name", "us-social-security-number", …; of a pattern of one's own its name. */
	readonly kind: string;
	/** As it stands in the text; null where the detector does not say. It is as sensitive as the text. */
	readonly match: string | null;
	/** Where it stands, in UTF-16 units from 0, the end not included, where that is known. */
	readonly span?: readonly [start: number, end: number];
	/** How sure the detector is, [0, 1]. */
	readonly score?: number;
	readonly threshold?: number;
}

/** Whether an answer stands on its source, and speaks to the question. */
export interface GroundingFinding extends Found {
	readonly kind: "grounding" | "relevance";
	/** [0, 1], higher is better: it is found when the score is below the threshold. */
	readonly score: number;
	readonly threshold: number;
}

/** What a proof over the rules of a policy says of an answer. */
export interface ReasoningFinding extends Found {
	readonly result:
		| "valid"
		| "invalid"
		| "satisfiable"
		| "impossible"
		| "ambiguous translation"
		| "too complex"
		| "no translation";
	/** Of the translation into logic, [0, 1]. */
	readonly confidence?: number;
	/** The rules for or against, by their identifiers. */
	readonly rules: readonly string[];
}

/** What one guardrail found, policy by policy; a policy that it does not have is an empty list. */
export interface Assessment {
	/** Which guardrail, detector or judge. */
	readonly by: string;
	readonly topics: readonly TopicFinding[];
	readonly content: readonly ContentFinding[];
	readonly words: readonly WordFinding[];
	readonly sensitive: readonly SensitiveFinding[];
	readonly grounding: readonly GroundingFinding[];
	readonly reasoning: readonly ReasoningFinding[];
}

/** The policies of an assessment, in the order in which they are shown. */
export const policies = ["topics", "content", "words", "sensitive", "grounding", "reasoning"] as const;

export type Policy = (typeof policies)[number];

/** A finding with the policy that it belongs to. */
export type Finding = {
	[Name in Policy]: { readonly policy: Name; readonly by: string } & Assessment[Name][number];
}[Policy];

/**
 * An assessment from the policies that found something.
 *
 * @example
 * assessment({ by: "ours", topics: [{ name: "investment", action: "blocked", detected: true }] }).words // => []
 */
export function assessment(parts: Partial<Assessment> & Pick<Assessment, "by">): Assessment {
	return { topics: [], content: [], words: [], sensitive: [], grounding: [], reasoning: [], ...parts };
}

/**
 * Every finding of some assessments in one list.
 *
 * @example
 * const one = assessment({ by: "ours", words: [{ match: "darn", list: "custom", action: "none", detected: true }] });
 * findingsOf([one]).map(({ policy, action }) => [policy, action]) // => [["words", "none"]]
 */
export function findingsOf(assessments: readonly Assessment[]): Finding[] {
	return assessments.flatMap((one) =>
		policies.flatMap((policy) => one[policy].map((finding) => ({ ...finding, policy, by: one.by }) as Finding)),
	);
}
