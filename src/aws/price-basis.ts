import type { Price } from "../model/model.ts";

/**
 * What an estimate rests on, in a sentence: source, date, and the word.
 *
 * @example
 * priceBasis("nova-pro", null) // => "The price of nova-pro is unknown."
 */
export function priceBasis(id: string, price: Price | null): string {
	return price === null
		? `The price of ${id} is unknown.`
		: `Price of ${id}: ${price.source}, ${price.date} (an estimate).`;
}
