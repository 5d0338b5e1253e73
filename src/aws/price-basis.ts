import type { Price } from "../model/model.ts";

/**
 * What an estimate rests on, in a sentence: US dollars a million tokens, source, date, and the word.
 *
 * @example
 * priceBasis("nova-pro", null) // => "The price of nova-pro is unknown."
 */
export function priceBasis(id: string, price: Price | null): string {
	return price === null
		? `The price of ${id} is unknown.`
		: `Price of ${id}: $${price.input} in, $${price.output} out a million tokens (an estimate); ${price.source}, ${price.date}.`;
}
