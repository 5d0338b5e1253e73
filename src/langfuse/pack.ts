import { Buffer } from "node:buffer";

/** A thing to send, as text. */
export interface Piece<T> {
	readonly value: T;
	readonly json: string;
}

export interface PackLimits {
	/** Of the things and the commas between them, in bytes of UTF-8. */
	readonly bytes: number;
	readonly count: number;
}

/**
 * Groups what is to be sent, in its order, so that no group is over the limits. What is over them alone is a group of its
 * own: see `isTooLarge`.
 *
 * @example
 * pack(["a", "b", "c"].map((value) => ({ value, json: '"x"' })), { bytes: 7, count: 9 }).map((group) => group.map(({ value }) => value)) // => [["a", "b"], ["c"]]
 */
export function pack<T>(pieces: readonly Piece<T>[], limits: PackLimits): Piece<T>[][] {
	const groups: Piece<T>[][] = [];
	let bytes = 0;
	for (const piece of pieces) {
		const size = bytesOf(piece.json) + 1;
		const open = groups.at(-1);
		if (open !== undefined && open.length < limits.count && bytes + size - 1 <= limits.bytes) {
			open.push(piece);
			bytes += size;
		} else {
			groups.push([piece]);
			bytes = size;
		}
	}
	return groups;
}

/** True for a thing that no group can hold. */
export function isTooLarge({ json }: Piece<unknown>, limits: PackLimits): boolean {
	return bytesOf(json) > limits.bytes;
}

function bytesOf(text: string): number {
	return Buffer.byteLength(text, "utf8");
}
