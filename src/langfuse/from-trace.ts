import { hash } from "../core/hash.ts";
import type { Span } from "../core/trace.ts";
import { contentText } from "./content-text.ts";
import type { RunRecord, TraceRecord } from "./trace-record.ts";

/** One trace and the run that it belongs to. */
export interface Records {
	readonly run: RunRecord;
	readonly traces: readonly TraceRecord[];
}

/** A trace by itself: of a program run without an evaluation. Its id is made of its content. */
export function fromTrace(span: Span): Records {
	const id = hash(contentText(span) ?? "");
	return {
		run: { id, name: span.name, providers: {} },
		traces: [
			{
				question: "",
				name: span.name,
				root: span,
				input: attributeOf(span, "input"),
				output: attributeOf(span, "output"),
				tags: [],
				metadata: {},
				scores: [],
			},
		],
	};
}

/** A program writes what it read and said on its own span, which is the only child of the trace's root. */
function attributeOf({ attributes, children }: Span, key: string): unknown {
	const [only] = children;
	return attributes[key] ?? (children.length === 1 ? only?.attributes[key] : undefined);
}
