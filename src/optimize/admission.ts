import { BudgetError } from "../core/errors.ts";
import type { Budget } from "../model/middleware/budget.ts";
import { type Amount, addAmounts, ledger } from "../model/middleware/ledger.ts";
import { type Meter, nothing } from "./calls.ts";

/** Rows of the program, and proposals: what a run does many times. */
export type Work = "row" | "proposal";

export interface Admission {
	/**
	 * Lets pieces of work of one kind in, in their order, as many as fit. The first one of a kind goes alone, since its worst
	 * case is unknown; each later one sets aside twice the most that any has used or might have used.
	 *
	 * Begin every piece of a batch in order and without waiting in between: which of them fit is then the same however
	 * long each takes.
	 *
	 * @throws BudgetError when a piece does not fit; nothing of it was sent
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

const kinds = ["calls", "tokens", "usd"] as const;

/**
 * Admission to a budget by whole pieces of work, so that a batch ends at the same piece in every run: the purse in front
 * of the models is what makes the limit hard, this is what makes it exact to resume.
 *
 * @param least calls that one piece takes at least, before any was seen
 */
export function admission(limit: Budget, least: Readonly<Record<Work, number>>): Admission {
	const book = ledger(limit);
	const seen: Record<Work, Seen> = { row: unseen(), proposal: unseen() };

	function left(): Amount {
		const of = (kind: (typeof kinds)[number]) => {
			const most = limit[kind];
			return most === undefined ? 0 : Math.max(0, most - (book.spent[kind] ?? 0));
		};
		return { calls: of("calls"), tokens: of("tokens"), usd: of("usd") };
	}

	function need(kind: Work): Amount {
		const { count, most, worstCall } = seen[kind];
		if (count === 0) return left();
		const of = (unit: (typeof kinds)[number]) =>
			limit[unit] === undefined ? 0 : Math.max(2 * (most[unit] ?? 0), 2 * most.calls * (worstCall[unit] ?? 0));
		return { calls: of("calls"), tokens: of("tokens"), usd: of("usd") };
	}

	function expected(kind: Work): Amount {
		const { count, sum } = seen[kind];
		if (count === 0) return { ...nothing, calls: least[kind] };
		return { calls: sum.calls / count, tokens: sum.tokens / count, usd: (sum.usd ?? 0) / count };
	}

	function room(kind: Work): number {
		const [have, each] = [left(), expected(kind)];
		const ratios = kinds.flatMap((unit) =>
			limit[unit] === undefined || !((each[unit] ?? 0) > 0) ? [] : [(have[unit] ?? 0) / (each[unit] as number)],
		);
		return Math.floor(Math.min(Infinity, ...ratios) + 1e-9);
	}

	return {
		async admit(kind, signal, work) {
			const aside = need(kind);
			if (kinds.some((unit) => limit[unit] !== undefined && !(left()[unit] ?? 0))) throw empty(limit, book.spent);
			await book.reserve(aside, signal);
			const meter: Meter = { used: nothing, worst: nothing };
			try {
				return await work(meter);
			} finally {
				book.settle(aside, meter.used);
				observe(seen[kind], meter);
			}
		},
		known: (kind) => seen[kind].count > 0,
		room,
		require(kind, count) {
			const fits = room(kind);
			if (fits >= count) return;
			throw new BudgetError(
				`budget: expected room for ${count} ${kind === "row" ? "rows" : "proposals"}, found room for about ${fits}. Raise the budget, or give fewer rows.`,
				{ spent: known(book.spent), limit: known(limit) },
			);
		},
	};
}

function unseen(): Seen {
	return { count: 0, sum: nothing, most: nothing, worstCall: nothing };
}

function observe(seen: Seen, { used, worst }: Meter): void {
	const larger = (a: Amount, b: Amount): Amount => ({
		calls: Math.max(a.calls, b.calls),
		tokens: Math.max(a.tokens, b.tokens),
		usd: Math.max(a.usd ?? 0, b.usd ?? 0),
	});
	if (used.calls === 0) return; // all its answers were there already: it says nothing about the next
	seen.count++;
	seen.sum = addAmounts(seen.sum, used);
	seen.most = larger(seen.most, used);
	seen.worstCall = larger(seen.worstCall, worst);
}

function empty(limit: Budget, spent: Amount): BudgetError {
	return new BudgetError("budget: expected something left, found all of it spent. Raise the limit or do less.", {
		spent: known(spent),
		limit: known(limit),
	});
}

function known(amount: Budget | Amount): Record<string, number> {
	return Object.fromEntries(
		Object.entries(amount).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
	);
}
