import type { Scale } from "./scale.ts";

/** What a judge is told to look at, and the scale it answers on: data, so that it can be read, compared and replaced. */
export interface Rubric {
	readonly name: string;
	/** What to rate and by which criteria. */
	readonly instructions: string;
	readonly scale: Scale;
	/** What single levels of the scale mean, by level: `{ 5: "…", 1: "…" }`. Told to the judge after the instructions. */
	readonly levels?: Readonly<Record<string, string>>;
	/** Where it comes from. */
	readonly source: string;
}

/**
 * The whole text of a rubric as a judge is told it.
 *
 * @example
 * const rubric = { name: "tone", instructions: "Is the reply kind?", scale: "binary", levels: { yes: "it is", no: "it is not" }, source: "ours" };
 * rubricText(rubric) // => "Is the reply kind?\nyes: it is\nno: it is not"
 */
export function rubricText({ instructions, levels = {} }: Pick<Rubric, "instructions" | "levels">): string {
	return [instructions, ...levelLines(levels)].join("\n");
}

// Best first. An object puts whole-number keys first and in rising order, so those are turned round.
function levelLines(levels: Readonly<Record<string, string>>): string[] {
	const lines = Object.entries(levels).map(([level, meaning]) => `${level}: ${meaning}`);
	return Object.keys(levels).every((level) => Number.isFinite(Number(level))) ? lines.reverse() : lines;
}
