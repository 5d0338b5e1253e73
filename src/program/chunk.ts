import { ConfigError } from "../core/errors.ts";

/** A piece of a text and where it stands there: `text.slice(start, end)`. */
export interface Chunk {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

export interface ChunkOptions {
	/** The most characters (UTF-16 units, as `length` counts) in a piece. */
	readonly size: number;
	/** How many characters at the end of a piece may stand again at the beginning of the next; default 0. */
	readonly overlap?: number;
}

interface Unit extends Chunk {
	/** Whether a paragraph begins here. */
	readonly opens: boolean;
}

/**
 * Cuts a text into pieces at the ends of paragraphs and sentences.
 *
 * A piece takes as many whole sentences as fit; it ends with a paragraph where that leaves it at least half full. A sentence
 * longer than a piece is cut between words, a word longer than a piece anywhere. Overlaps are whole sentences too.
 *
 * @returns pieces in order, without white space at their ends; none for a blank text
 * @throws ConfigError when size is no whole number of at least 2, or overlap is not in [0, size)
 * @example
 * chunk("One two. Three four.\n\nFive.", { size: 12 }) // => [{ text: "One two.", start: 0, end: 8 }, { text: "Three four.", start: 9, end: 20 }, { text: "Five.", start: 22, end: 27 }]
 */
export function chunk(text: string, options: ChunkOptions): readonly Chunk[] {
	const { size, overlap = 0 } = options;
	if (!Number.isInteger(size) || size < 2) {
		throw new ConfigError(`chunk: expected size to be a whole number of at least 2, found ${size}`);
	}
	if (!(overlap >= 0 && overlap < size)) {
		throw new ConfigError(`chunk: expected overlap in [0, ${size}), found ${overlap}`);
	}
	const units = unitsOf(text, size);
	const chunks: Chunk[] = [];
	for (let first = 0; first < units.length; ) {
		const next = endOf(units, first, size);
		const start = units[first]?.start ?? 0;
		const end = units[next - 1]?.end ?? text.length;
		chunks.push({ text: text.slice(start, end), start, end });
		first = overlapStart(units, first, next, overlap, size);
	}
	return chunks;
}

/** The unit after a piece that begins with `first`. */
function endOf(units: readonly Unit[], first: number, size: number): number {
	const start = units[first]?.start ?? 0;
	let full = first + 1;
	while (full < units.length && (units[full]?.end ?? 0) - start <= size) full++;
	if (full === units.length) return full;
	for (let border = full; border > first; border--) {
		const length = (units[border - 1]?.end ?? 0) - start;
		if (units[border]?.opens && length >= size / 2) return border;
	}
	return full;
}

/** Where the next piece begins: with what may overlap, as long as the piece then still holds something new. */
function overlapStart(units: readonly Unit[], first: number, next: number, overlap: number, size: number): number {
	const end = units[next - 1]?.end ?? 0;
	if (next === units.length) return next;
	for (let from = first + 1; from < next; from++) {
		const start = units[from]?.start ?? 0;
		if (end - start <= overlap && endOf(units, from, size) > next) return from;
	}
	return next;
}

// A sentence ends with its mark and white space; Chinese and Japanese marks need none.
const sentence = /[\s\S]*?(?:[.!?…]+["'”’)\]]*(?=\s)|[。！？]+[”’」』）]*|\n\s*\n|$)/gu;

/** Sentences, cut further where they are longer than a piece. */
function unitsOf(text: string, size: number): Unit[] {
	const units: Unit[] = [];
	let at = 0;
	for (const [part] of text.matchAll(sentence)) {
		const start = at + (part.length - part.trimStart().length);
		const trimmed = part.trim();
		const gap = text.slice(units.at(-1)?.end ?? 0, start);
		if (trimmed !== "") {
			const opens = units.length === 0 || /\n\s*\n/.test(gap);
			for (const piece of cut(trimmed, size)) {
				const begin = start + piece.start;
				units.push({ text: piece.text, start: begin, end: start + piece.end, opens: opens && piece.start === 0 });
			}
		}
		at += part.length;
	}
	return units;
}

/** A text in pieces of at most `size`, between words where there are any. */
function cut(text: string, size: number): Chunk[] {
	const pieces: Chunk[] = [];
	let start = 0;
	while (text.length - start > size) {
		const space = text.slice(start, start + size + 1).search(/\s\S*$/);
		let end = space > 0 ? start + space : start + size;
		if (isHighSurrogate(text.charCodeAt(end - 1))) end--; // a character of two units stays whole
		const piece = text.slice(start, end).trimEnd();
		pieces.push({ text: piece, start, end: start + piece.length });
		start = end + (text.slice(end).length - text.slice(end).trimStart().length);
	}
	if (start < text.length) pieces.push({ text: text.slice(start), start, end: text.length });
	return pieces;
}

function isHighSurrogate(unit: number): boolean {
	return unit >= 0xd800 && unit <= 0xdbff;
}
