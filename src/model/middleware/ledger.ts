import { BudgetError } from "../../core/errors.ts";
import { abortError } from "../abort.ts";

export interface Amount {
	readonly calls: number;
	readonly tokens: number;
	/** null: unknown. */
	readonly usd: number | null;
}

type Limit = { readonly [K in keyof Amount]?: number };

export interface Ledger {
	/** What ended calls used. */
	readonly spent: Amount;
	/**
	 * Sets the worst case of a call aside; waits while calls under way may give enough back, first come, first served.
	 *
	 * @throws BudgetError when it cannot fit any more
	 */
	reserve(worst: Amount, signal?: AbortSignal): Promise<void>;
	/** Gives the worst case back and books what was used. */
	settle(worst: Amount, used: Amount): void;
	/** Books what was used elsewhere, asked for or not. */
	charge(used: Amount): void;
}

interface Waiting {
	readonly worst: Amount;
	readonly start: () => void;
	readonly refuse: (error: Error) => void;
}

const kinds = ["calls", "tokens", "usd"] as const;
const words = { calls: "calls", tokens: "tokens", usd: "US dollars" };

/** Double-entry for a hard limit: what is spent, and what calls under way may still spend at most. */
export function ledger(limit: Limit): Ledger {
	let spent: Amount = { calls: 0, tokens: 0, usd: 0 };
	let reserved: Amount = { calls: 0, tokens: 0, usd: 0 };
	let underWay = 0;
	const queue: Waiting[] = [];

	/** The kind that `amount` more would carry past its limit. */
	function passed(amount: Amount): (typeof kinds)[number] | undefined {
		return kinds.find((kind) => {
			const most = limit[kind] ?? Infinity;
			return (amount[kind] ?? 0) > 0 && (amount[kind] ?? 0) > most * (1 + 1e-9); // sums of dollars carry rounding errors
		});
	}

	function advance(): void {
		for (let first = queue[0]; first !== undefined; first = queue[0]) {
			const alone = addAmounts(spent, first.worst);
			const kind = passed(alone);
			if (kind === undefined && passed(addAmounts(alone, reserved)) !== undefined) return; // others may give back
			queue.shift();
			if (kind !== undefined) {
				first.refuse(refusal(kind, first.worst));
			} else {
				reserved = addAmounts(reserved, first.worst);
				underWay++;
				first.start();
			}
		}
	}

	function refusal(kind: (typeof kinds)[number], worst: Amount): BudgetError {
		const figures = `${figure(spent[kind])} spent and up to ${figure(worst[kind])} more for this call`;
		return new BudgetError(
			`budget: expected at most ${figure(limit[kind] ?? null)} ${words[kind]}, found ${figures}. Nothing was sent; raise the limit or do less.`,
			{ spent: known(spent), limit: known(limit) },
		);
	}

	return {
		get spent() {
			return spent;
		},
		reserve: (worst, signal) =>
			new Promise((resolve, reject) => {
				const leave = () => {
					queue.splice(queue.indexOf(waiting), 1);
					reject(abortError(signal));
					advance();
				};
				const quiet = () => signal?.removeEventListener("abort", leave);
				const waiting: Waiting = {
					worst,
					start: () => {
						quiet();
						resolve();
					},
					refuse: (error) => {
						quiet();
						reject(error);
					},
				};
				if (signal?.aborted) return reject(abortError(signal));
				signal?.addEventListener("abort", leave, { once: true });
				queue.push(waiting);
				advance();
			}),
		settle(worst, used) {
			underWay--;
			// with nothing under way nothing is set aside: no rounding error is carried on
			reserved = underWay === 0 ? { calls: 0, tokens: 0, usd: 0 } : subtract(reserved, worst);
			spent = addAmounts(spent, used);
			advance();
		},
		charge(used) {
			spent = addAmounts(spent, used);
			advance();
		},
	};
}

/** The sum of two amounts, the same in whichever order they come; one unknown cost makes the sum unknown. */
export function addAmounts(a: Amount, b: Amount): Amount {
	const usd = a.usd === null || b.usd === null ? null : (pico(a.usd) + pico(b.usd)) / 1e12;
	return { calls: a.calls + b.calls, tokens: a.tokens + b.tokens, usd };
}

function subtract(a: Amount, b: Amount): Amount {
	const usd = (pico(a.usd ?? 0) - pico(b.usd ?? 0)) / 1e12;
	return { calls: a.calls - b.calls, tokens: a.tokens - b.tokens, usd };
}

// whole millionths of a millionth: sums of fractions would depend on which call ended first
function pico(usd: number): number {
	return Math.round(usd * 1e12);
}

function figure(value: number | null): string {
	if (value === null) return "an unknown amount";
	return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}

function known(amount: Readonly<Record<string, number | null | undefined>> | Amount): Record<string, number> {
	const entries = Object.entries(amount).filter((entry): entry is [string, number] => typeof entry[1] === "number");
	return Object.fromEntries(entries);
}
