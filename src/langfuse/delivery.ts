import { card } from "../view/card.ts";
import { stack } from "../view/stack.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";

/** How many of what. */
export interface Counts {
	readonly traces: number;
	readonly spans: number;
	readonly scores: number;
	/** Rows of a data set. */
	readonly items: number;
	/** Links between a row and the trace that answers it. */
	readonly runItems: number;
}

export type Kind = keyof Counts;

/** Something that did not arrive, and why. */
export interface Problem {
	readonly kind: Kind | "dataset";
	/** Of the score, trace, … */
	readonly name: string;
	readonly message: string;
	/** HTTP status, where there was one. */
	readonly status?: number;
}

export interface DeliveryData {
	/** Address or path. */
	readonly to: string;
	readonly delivered: Counts;
	readonly failed: Counts;
	readonly problems: readonly Problem[];
}

/** What came of an export: counts of what was accepted and what not, with a reason for each. */
export type Delivery = DeliveryData & Displayable;

/** Counts while things are sent. */
export interface Tally {
	add(kind: Kind, count: number): void;
	fail(
		kind: Kind | "dataset",
		names: readonly string[],
		why: { readonly message: string; readonly status?: number },
	): void;
	readonly delivered: Counts;
	end(): Delivery;
}

const nothing: Counts = { traces: 0, spans: 0, scores: 0, items: 0, runItems: 0 };

/** Starts to count what arrives at an address. */
export function tally(to: string): Tally {
	const delivered: Record<Kind, number> = { ...nothing };
	const failed: Record<Kind, number> = { ...nothing };
	const problems: Problem[] = [];
	return {
		delivered,
		add(kind, count) {
			delivered[kind] += count;
		},
		fail(kind, names, { message, status }) {
			if (kind !== "dataset") failed[kind] += names.length;
			const more = status === undefined ? {} : { status };
			problems.push(...names.map((name) => ({ kind, name, message, ...more })));
		},
		end: () => displayable({ to, delivered, failed, problems }, deliveryView),
	};
}

const labels: Readonly<Record<Kind | "dataset", string>> = {
	traces: "traces",
	spans: "spans",
	scores: "scores",
	items: "rows of the data set",
	runItems: "links of rows to traces",
	dataset: "data set",
};

function deliveryView({ to, delivered, failed, problems }: DeliveryData): View {
	const kinds = (Object.keys(nothing) as Kind[]).filter((kind) => delivered[kind] + failed[kind] > 0);
	const facts = kinds.map((kind) => {
		const lost = failed[kind] === 0 ? "" : `, ${failed[kind]} failed`;
		return [labels[kind], `${delivered[kind]} delivered${lost}`];
	});
	const again = problems.length === 0 ? {} : { note: "Export it again: what has arrived is replaced, not doubled." };
	const summary = card({ title: `Exported to ${to}`, facts: Object.fromEntries(facts), ...again });
	if (problems.length === 0) return summary;
	const columns = [
		{ key: "what", label: "Failed" },
		{ key: "count", label: "Count" },
		{ key: "message", label: "Why" },
	] as const;
	return stack([summary, table({ columns, rows: groups(problems) })]);
}

/** Problems with one reason are one line. */
function groups(problems: readonly Problem[]) {
	return [...byReason(problems).values()].map((same) => {
		const [first] = same;
		const names = same.slice(0, 3).map(({ name }) => name);
		const more = same.length > names.length ? ", …" : "";
		return {
			what: `${labels[first?.kind ?? "spans"]}: ${names.join(", ")}${more}`,
			count: same.length,
			message: first?.message ?? "",
		};
	});
}

function byReason(problems: readonly Problem[]): Map<string, Problem[]> {
	const found = new Map<string, Problem[]>();
	for (const problem of problems) {
		const key = `${problem.kind} ${problem.message}`;
		found.set(key, [...(found.get(key) ?? []), problem]);
	}
	return found;
}
