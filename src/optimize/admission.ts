import { BudgetError } from "../core/errors.ts";
import { abortError } from "../model/abort.ts";
import {
	type Amount,
	addAmounts,
	knownAmounts,
	largerAmount,
	noAmount,
	subtractAmounts,
} from "../model/middleware/amount.ts";
import type { Budget } from "../model/middleware/budget.ts";
import type { Meter } from "./calls.ts";

/** Rows of the program, and proposals: what a run does many times. */
export type Work = "row" | "proposal";

export interface Admission {
	/**
	 * Lets pieces of work in, in the order in which they ask. A piece goes beside others while far more is left than all of
	 * them have ever needed; where less is left it waits and goes alone. Which pieces fit is then the same however long each
	 * takes. The first one of a kind goes alone, since nothing is known of it.
	 *
	 * @throws BudgetError when less is left than a piece takes on average; nothing of it was sent
	 */
	admit<T>(kind: Work, signal: AbortSignal, work: (meter: Meter) => Promise<T>): Promise<T>;
	/** True once a piece of the kind has ended. */
	known(kind: Work): boolean;
	/** How many more pieces the budget holds if each uses what they used so far on average; Infinity without such a limit. */
	room(kind: Work): number;
	/** @throws BudgetError when so many are not expected to fit: never start what cannot be finished */
	require(kind: Work, count: number): void;
}

interface Seen {
	count: number;
	sum: Amount;
	most: Amount;
	worstCall: Amount;
}

interface Waiting {
	readonly kind: Work;
	readonly start: (aside: Amount) => void;
	readonly refuse: (error: Error) => void;
}

const units = ["calls", "tokens", "usd"] as const;

/**
 * Admission to a budget by whole pieces of work, so that a batch ends at the same piece in every run: the purse in front
 * of the models is what makes the limit hard, this is what makes it exact to resume.
 *
 * Exact as long as no piece takes more than twice what any before it took or might have taken; the limit holds anyway.
 *
 * @param least calls that one piece takes at least, before any was seen
 * @param before what was spent already
 */
export function admission(limit: Budget, least: Readonly<Record<Work, number>>, before: Amount = noAmount): Admission {
	let spent = before;
	let reserved = noAmount;
	let underWay = 0;
	const queue: Waiting[] = [];
	const seen: Record<Work, Seen> = { row: unseen(), proposal: unseen() };

	const each = (read: (unit: (typeof units)[number], most: number) => number): Amount => {
		const of = (unit: (typeof units)[number]) => {
			const most = limit[unit];
			return most === undefined ? 0 : read(unit, most);
		};
		return { calls: of("calls"), tokens: of("tokens"), usd: of("usd") };
	};
	const left = () => each((unit, most) => Math.max(0, most - (spent[unit] ?? 0)));

	/** More than a piece takes: twice the most seen, and room for a repair of every call. */
	function ample(kind: Work): Amount {
		const { count, most, worstCall } = seen[kind];
		if (count === 0) return left();
		const calls = 2 * Math.max(most.calls, least[kind]);
		return { ...each((unit) => Math.max(2 * (most[unit] ?? 0), calls * (worstCall[unit] ?? 0))), calls };
	}

	function advance(): void {
		for (let first = queue[0]; first !== undefined; first = queue[0]) {
			const aside = ample(first.kind);
			const total = addAmounts(addAmounts(spent, reserved), aside);
			const alone =
				seen[first.kind].count === 0 || units.some((unit) => (total[unit] ?? 0) > (limit[unit] ?? Infinity));
			if (alone && underWay > 0) return; // those before it end first
			queue.shift();
			if (alone && (room(first.kind) < 1 || units.some((unit) => (spent[unit] ?? 0) >= (limit[unit] ?? Infinity)))) {
				first.refuse(refusal(first.kind, 1));
				continue;
			}
			const held = alone ? left() : aside;
			reserved = addAmounts(reserved, held);
			underWay++;
			first.start(held);
		}
	}

	function enter(kind: Work, signal: AbortSignal): Promise<Amount> {
		return new Promise((resolve, reject) => {
			const leave = () => {
				queue.splice(queue.indexOf(waiting), 1);
				reject(abortError(signal));
			};
			const quiet = () => signal.removeEventListener("abort", leave);
			const waiting: Waiting = {
				kind,
				start: (aside) => {
					quiet();
					resolve(aside);
				},
				refuse: (error) => {
					quiet();
					reject(error);
				},
			};
			if (signal.aborted) return reject(abortError(signal));
			signal.addEventListener("abort", leave, { once: true });
			queue.push(waiting);
			advance();
		});
	}

	function expected(kind: Work): Amount {
		const { count, sum } = seen[kind];
		if (count === 0) return { ...noAmount, calls: least[kind] };
		return { calls: sum.calls / count, tokens: sum.tokens / count, usd: (sum.usd ?? 0) / count };
	}

	function room(kind: Work): number {
		const [have, each] = [left(), expected(kind)];
		const ratios = units.flatMap((unit) =>
			limit[unit] === undefined || !((each[unit] ?? 0) > 0) ? [] : [(have[unit] ?? 0) / (each[unit] as number)],
		);
		return Math.floor(Math.min(Infinity, ...ratios) + 1e-9);
	}

	function refusal(kind: Work, count: number): BudgetError {
		const [one, more] = kind === "row" ? ["row", "rows"] : ["proposal", "proposals"];
		return new BudgetError(
			`budget: expected room for ${count} ${count === 1 ? one : more}, found room for about ${room(kind)}. Raise the budget, or give fewer rows.`,
			{ spent: knownAmounts(spent), limit: knownAmounts(limit) },
		);
	}

	return {
		async admit(kind, signal, work) {
			const aside = await enter(kind, signal);
			const meter: Meter = { used: noAmount, worst: noAmount };
			try {
				return await work(meter);
			} finally {
				underWay--;
				reserved = underWay === 0 ? noAmount : subtractAmounts(reserved, aside);
				spent = addAmounts(spent, meter.used);
				observe(seen[kind], meter);
				advance();
			}
		},
		known: (kind) => seen[kind].count > 0,
		room,
		require(kind, count) {
			if (room(kind) < count) throw refusal(kind, count);
		},
	};
}

function unseen(): Seen {
	return { count: 0, sum: noAmount, most: noAmount, worstCall: noAmount };
}

function observe(seen: Seen, { used, worst }: Meter): void {
	if (used.calls === 0) return; // all its answers were there already: it says nothing about the next
	seen.count++;
	seen.sum = addAmounts(seen.sum, used);
	seen.most = largerAmount(seen.most, used);
	seen.worstCall = largerAmount(seen.worstCall, worst);
}
