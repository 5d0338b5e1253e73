import { mapLimit } from "../core/pool.ts";
import { contentOf } from "./content-text.ts";
import type { Tally } from "./delivery.ts";
import { scoreIdOf } from "./ids.ts";
import type { Line } from "./line.ts";
import { factsOf, isoTime, type OtlpSpan, type ResourceSpans, spansIn } from "./otlp-json.ts";
import type { TimedScore } from "./score-event.ts";

/** The rows of one data set that one run answered, as they stand in its traces. */
export interface DatasetRun {
	readonly dataset: string;
	readonly run: string;
	readonly figures: Readonly<Record<string, number>>;
	readonly rows: readonly OtlpSpan[];
}

const atOnce = 4;

/** The runs over data sets in traces; none in those that answer no row of one. */
export function datasetRunsIn(entries: readonly ResourceSpans[]): readonly DatasetRun[] {
	const runs = new Map<string, { facts: ReturnType<typeof factsOf>; rows: OtlpSpan[] }>();
	for (const entry of entries) {
		const facts = factsOf(entry.resource.attributes);
		const rows = spansIn(entry).filter(({ attributes }) => attributes.some(({ key }) => key === "touchstone.item.id"));
		if (rows.length === 0 || facts["touchstone.dataset.name"] === undefined) continue;
		const id = String(facts["touchstone.run.id"]);
		const run = runs.get(id) ?? { facts, rows: [] };
		run.rows.push(...rows);
		runs.set(id, run);
	}
	return [...runs.values()].map(({ facts, rows }) => ({
		dataset: String(facts["touchstone.dataset.name"]),
		run: String(facts["touchstone.run.name"]),
		figures: JSON.parse(String(facts["touchstone.run.figures"] ?? "{}")),
		rows,
	}));
}

/**
 * Sends a data set, its rows (which replace those with the same id), and the run: which trace answered which row.
 *
 * Langfuse gives a link an id of its own and would keep it twice. So links that the run has already are left out, and a link
 * that failed for another reason than a refusal is not sent again: it is counted, and the next export makes it.
 *
 * @param arrived the ids of the traces that were delivered: only those are linked
 * @returns the figures of the run as a whole, as scores; none where no row could be linked
 */
export async function sendDataset(
	line: Line,
	{ dataset, run, figures, rows }: DatasetRun,
	arrived: ReadonlySet<string>,
	tally: Tally,
	signal: AbortSignal | undefined,
): Promise<readonly TimedScore[]> {
	const made = await line.post("/api/public/v2/datasets", JSON.stringify({ name: dataset }));
	if (!made.ok) {
		tally.fail("dataset", [dataset], made);
		tally.fail("items", rows.map(itemIdOf), { message: "its data set could not be made" });
		return [];
	}
	const items = await mapLimit(rows, atOnce, (row) => sendItem(line, dataset, row, tally), signal);
	const had = await linkedIn(line, dataset, run);
	const linkable = rows.filter((row, index) => items[index] === true && arrived.has(row.traceId));
	const links = await mapLimit(linkable, atOnce, (row) => sendLink(line, run, row, had, tally), signal);
	const datasetRunId = links.find((id) => id !== null) ?? had.runId;
	const [first] = rows;
	if (datasetRunId === null || first === undefined) return [];
	return Object.entries(figures).map(([name, value]) => ({
		body: { id: scoreIdOf([datasetRunId], name), datasetRunId, name, value, dataType: "NUMERIC" },
		timestamp: isoTime(first.endTimeUnixNano),
	}));
}

async function sendItem(line: Line, datasetName: string, row: OtlpSpan, tally: Tally): Promise<boolean> {
	const facts = factsOf(row.attributes);
	const read = (name: string) => {
		const text = facts[`touchstone.item.${name}`];
		return typeof text === "string" ? contentOf(text) : null;
	};
	const body = {
		datasetName,
		id: itemIdOf(row),
		input: read("input"),
		expectedOutput: read("expected"),
		metadata: read("metadata"),
	};
	const answer = await line.post("/api/public/dataset-items", JSON.stringify(body));
	if (answer.ok) tally.add("items", 1);
	else tally.fail("items", [row.name], answer);
	return answer.ok;
}

interface Linked {
	readonly runId: string | null;
	readonly traces: ReadonlySet<string>;
}

async function linkedIn(line: Line, dataset: string, run: string): Promise<Linked> {
	const path = `/api/public/datasets/${encodeURIComponent(dataset)}/runs/${encodeURIComponent(run)}`;
	const answer = await line.get(path);
	if (!answer.ok) return { runId: null, traces: new Set() }; // 404: the run is new
	const { id = null, datasetRunItems = [] } = (answer.body ?? {}) as {
		id?: string;
		datasetRunItems?: readonly { traceId?: string }[];
	};
	return { runId: id, traces: new Set(datasetRunItems.map(({ traceId }) => traceId ?? "")) };
}

async function sendLink(line: Line, runName: string, row: OtlpSpan, had: Linked, tally: Tally): Promise<string | null> {
	if (had.traces.has(row.traceId)) {
		tally.add("runItems", 1);
		return had.runId;
	}
	const body = { runName, datasetItemId: itemIdOf(row), traceId: row.traceId };
	const answer = await line.post("/api/public/dataset-run-items", JSON.stringify(body), { again: "refused" });
	if (!answer.ok) {
		tally.fail("runItems", [row.name], answer);
		return null;
	}
	tally.add("runItems", 1);
	return ((answer.body ?? {}) as { datasetRunId?: string }).datasetRunId ?? null;
}

function itemIdOf({ attributes }: OtlpSpan): string {
	return String(factsOf(attributes)["touchstone.item.id"]);
}
