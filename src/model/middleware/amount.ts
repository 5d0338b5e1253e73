/** What calls use: the kinds that a budget can limit, but for time. */
export interface Amount {
	readonly calls: number;
	readonly tokens: number;
	/** null: unknown. */
	readonly usd: number | null;
}

export const noAmount: Amount = { calls: 0, tokens: 0, usd: 0 };

/**
 * The sum of two amounts, the same in whichever order they come; one unknown cost makes the sum unknown.
 *
 * @example
 * addAmounts({ calls: 1, tokens: 5, usd: 0.1 }, { calls: 2, tokens: 0, usd: 0.2 }) // => { calls: 3, tokens: 5, usd: 0.3 }
 */
export function addAmounts(a: Amount, b: Amount): Amount {
	const usd = a.usd === null || b.usd === null ? null : (pico(a.usd) + pico(b.usd)) / 1e12;
	return { calls: a.calls + b.calls, tokens: a.tokens + b.tokens, usd };
}

/** The first without the second; an unknown cost counts as none. */
export function subtractAmounts(a: Amount, b: Amount): Amount {
	const usd = (pico(a.usd ?? 0) - pico(b.usd ?? 0)) / 1e12;
	return { calls: a.calls - b.calls, tokens: a.tokens - b.tokens, usd };
}

/** The larger of two amounts, kind by kind; an unknown cost counts as none. */
export function largerAmount(a: Amount, b: Amount): Amount {
	return {
		calls: Math.max(a.calls, b.calls),
		tokens: Math.max(a.tokens, b.tokens),
		usd: Math.max(a.usd ?? 0, b.usd ?? 0),
	};
}

/** The kinds that are set and known: what an error carries. */
export function knownAmounts(amount: { readonly [K in keyof Amount]?: number | null }): Record<string, number> {
	return Object.fromEntries(
		Object.entries(amount).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
	);
}

// whole millionths of a millionth: sums of fractions would depend on which call ended first
function pico(usd: number): number {
	return Math.round(usd * 1e12);
}
