import type { StoredRequest } from "./request-key.ts";

/** Where two requests differ, in words. */
export interface RequestDifference {
	/** 0 for equal requests; about one for each leaf of the JSON that differs whole. */
	readonly distance: number;
	/** One line a difference: its path, what the first has, what the second has. */
	readonly lines: readonly string[];
}

/**
 * Compares two requests leaf by leaf.
 *
 * @example
 * requestDifference({ messages: [], temperature: 0 }, { messages: [], temperature: 1 }).lines // => ["temperature: 0 → 1"]
 */
export function requestDifference(from: StoredRequest, to: StoredRequest): RequestDifference {
	const before = leaves(from);
	const after = leaves(to);
	let distance = 0;
	const lines: string[] = [];
	for (const path of new Set([...before.keys(), ...after.keys()])) {
		const [a, b] = [before.get(path), after.get(path)];
		if (a === b) continue;
		if (a?.startsWith('"') && b?.startsWith('"')) {
			const text = textDifference(JSON.parse(a) as string, JSON.parse(b) as string);
			distance += text.distance;
			lines.push(`${path}${text.line}`);
		} else {
			distance += 1;
			lines.push(`${path}: ${shorten(a ?? "absent")} → ${shorten(b ?? "absent")}`);
		}
	}
	return { distance, lines };
}

/** Path → the JSON of what stands there. */
function leaves(value: unknown): Map<string, string> {
	const found = new Map<string, string>();
	(function walk(inner: unknown, path: string) {
		if (typeof inner !== "object" || inner === null) {
			if (inner !== undefined) found.set(path, JSON.stringify(inner));
			return;
		}
		for (const [key, child] of Object.entries(inner)) {
			const step = Array.isArray(inner) ? `[${key}]` : path === "" ? key : `.${key}`;
			walk(child, path + step);
		}
	})(value, "");
	return found;
}

const around = 24; // characters shown on each side of the first difference

function textDifference(a: string, b: string): { distance: number; line: string } {
	const shorter = Math.min(a.length, b.length);
	let start = 0;
	while (start < shorter && a[start] === b[start]) start++;
	let end = 0;
	while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++;

	const show = (text: string) => {
		const from = Math.max(0, start - around);
		const to = Math.min(text.length, start + around);
		return `${from > 0 ? "…" : ""}${JSON.stringify(text.slice(from, to))}${to < text.length ? "…" : ""}`;
	};
	return {
		distance: 1 - (start + end) / Math.max(a.length, b.length),
		line: ` at character ${start + 1}: ${show(a)} → ${show(b)}`,
	};
}

function shorten(json: string): string {
	return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}
