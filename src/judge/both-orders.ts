import { type ErrorRecord, errorRecord, isTouchstoneError } from "../core/errors.ts";
import type { RunContext } from "../model/model.ts";
import type { Program } from "../program/program.ts";
import { type BothOrders, flipped, type Place } from "./bias/position.ts";

/** What a pairwise judge says: its reasons, and the place of the better text. */
export interface PairwiseAnswer {
	readonly thinking: string;
	readonly winner: Place;
}

export type PairwiseProgram = Program<Readonly<Record<string, string>>, PairwiseAnswer>;

/** Two texts judged in both orders. */
export type Duel =
	| (BothOrders & {
			/** The text that won in both orders; else a tie. */
			readonly winner: "a" | "b" | "tie";
			/** True when the orders disagree, so that the tie is the judge's doubt and not its verdict. */
			readonly flipped: boolean;
			readonly reasons: readonly [forward: string, backward: string];
	  })
	| { readonly error: ErrorRecord };

/**
 * Asks which of two texts is better, once in each order. Only a text that wins in both has won.
 *
 * @returns an `error` when one of the two answers could not be read even after its repair
 */
export async function bothOrders(
	program: PairwiseProgram,
	shared: Readonly<Record<string, string>>,
	a: string,
	b: string,
	context: RunContext,
): Promise<Duel> {
	try {
		const { output: forward } = await program.run({ ...shared, first: a, second: b }, context);
		const { output: backward } = await program.run({ ...shared, first: b, second: a }, context);
		const orders = { forward: forward.winner, backward: backward.winner };
		return {
			...orders,
			winner: flipped(orders) ? "tie" : winnerOf(forward.winner),
			flipped: flipped(orders),
			reasons: [forward.thinking, backward.thinking],
		};
	} catch (error) {
		if (isTouchstoneError(error) && error.code === "output") return { error: errorRecord(error) };
		throw error;
	}
}

function winnerOf(place: Place): "a" | "b" | "tie" {
	return place === "tie" ? "tie" : place === "first" ? "a" : "b";
}
