import { BudgetError } from "../../core/errors.ts";
import { abortError } from "../abort.ts";
import { type Amount, addAmounts, knownAmounts, noAmount, subtractAmounts } from "./amount.ts";

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
	let spent = noAmount;
	let reserved = noAmount;
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
			{ spent: knownAmounts(spent), limit: knownAmounts(limit) },
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
			reserved = underWay === 0 ? noAmount : subtractAmounts(reserved, worst);
			spent = addAmounts(spent, used);
			advance();
		},
		charge(used) {
			spent = addAmounts(spent, used);
			advance();
		},
	};
}

function figure(value: number | null): string {
	if (value === null) return "an unknown amount";
	return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
