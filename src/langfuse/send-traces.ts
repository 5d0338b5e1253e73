import type { Tally } from "./delivery.ts";
import type { Line } from "./line.ts";
import { factsOf, type ResourceSpans, spansIn } from "./otlp-json.ts";
import { isTooLarge, type PackLimits, type Piece, pack } from "./pack.ts";
import type { Answer } from "./send.ts";

/** Langfuse's own limit is 3.5 MB a request; this leaves room for the envelope. */
export const limits: PackLimits = { bytes: 3_499_900, count: 100 };

/**
 * Sends traces, as many in a request as fit; one that does not fit is sent in parts, its outermost spans first.
 *
 * @param path where the server takes OTLP
 * @returns the ids of the traces that arrived whole
 */
export async function sendTraces(
	line: Line,
	path: string,
	entries: readonly ResourceSpans[],
	gzip: boolean,
	tally: Tally,
): Promise<ReadonlySet<string>> {
	const names = new Map(entries.flatMap(spansIn).map((span) => [span.traceId, nameOf(span)]));
	const lost = new Set<string>();
	const pieces = entries.flatMap(halves);
	for (const group of pack(pieces, limits)) {
		const spans = group.flatMap(({ value }) => spansIn(value));
		const body = `{"resourceSpans":[${group.map(({ json }) => json).join(",")}]}`;
		const fault = group.some((piece) => isTooLarge(piece, limits))
			? { message: "a span of more than 3.5 MB, the most that Langfuse takes in a request. Shorten it with a mask." }
			: faultOf(await line.post(path, body, { gzip }));
		if (fault === null) {
			tally.add("spans", spans.length);
			continue;
		}
		tally.fail(
			"spans",
			spans.map(({ name }) => name),
			fault,
		);
		for (const { traceId } of spans) lost.add(traceId);
	}
	const delivered = [...names.keys()].filter((id) => !lost.has(id));
	tally.add("traces", delivered.length);
	tally.fail(
		"traces",
		[...lost].map((id) => names.get(id) ?? id),
		{ message: "its spans did not all arrive" },
	);
	return new Set(delivered);
}

function nameOf({ name, attributes }: ReturnType<typeof spansIn>[number]): string {
	const named = factsOf(attributes)["langfuse.trace.name"];
	return typeof named === "string" ? named : name;
}

/** A server that took a part only does not say which: the whole request counts as lost, and may be sent again. */
function faultOf(answer: Answer): { readonly message: string; readonly status?: number } | null {
	if (!answer.ok) return answer;
	const { partialSuccess } = (answer.body ?? {}) as {
		partialSuccess?: { rejectedSpans?: string | number; errorMessage?: string };
	};
	const rejected = Number(partialSuccess?.rejectedSpans ?? 0);
	if (rejected === 0) return null;
	return {
		message: `found ${rejected} spans of the request rejected: ${partialSuccess?.errorMessage ?? "no reason given"}`,
		status: answer.status,
	};
}

/** One piece where it fits, else the pieces of its halves: outermost spans stay first. */
function halves(entry: ResourceSpans): Piece<ResourceSpans>[] {
	const piece = { value: entry, json: JSON.stringify(entry) };
	const spans = spansIn(entry);
	if (spans.length < 2 || !isTooLarge(piece, limits)) return [piece];
	const middle = Math.ceil(spans.length / 2);
	const part = (some: ReadonlySet<unknown>): ResourceSpans => ({
		...entry,
		scopeSpans: entry.scopeSpans
			.map((scope) => ({ ...scope, spans: scope.spans.filter((span) => some.has(span)) }))
			.filter((scope) => scope.spans.length > 0),
	});
	return [...halves(part(new Set(spans.slice(0, middle)))), ...halves(part(new Set(spans.slice(middle))))];
}
