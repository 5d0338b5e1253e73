/**
 * Length of the longest common subsequence: the most symbols that both sequences hold in the same order.
 *
 * Bit-parallel: runs in O(n · m / 32).
 *
 * @param a symbols as integers, length n
 * @param b symbols as integers, length m
 * @returns an integer from 0 to min(n, m)
 * @see Hyyrö 2004, "Bit-parallel LCS-length computation revisited"
 * @example
 * lcsLength([1, 2, 3, 4], [2, 9, 4, 1]) // => 2
 */
export function lcsLength(a: ArrayLike<number>, b: ArrayLike<number>): number {
	return lcsWith(a)(b);
}

/**
 * The same for one pattern against many texts, or many windows of a text: the pattern is prepared once.
 *
 * @param pattern symbols as integers, length n
 * @returns a function from a text, and the window [start, end) of it to look at, to the length
 * @example
 * lcsWith([1, 2, 3])([3, 1, 2, 3], 0, 3) // => 2
 */
export function lcsWith(pattern: ArrayLike<number>): (text: ArrayLike<number>, start?: number, end?: number) => number {
	const words = Math.ceil(pattern.length / 32);
	const occurrences = new Map<number, Int32Array>(); // symbol → one bit per place where the pattern holds it
	for (let i = 0; i < pattern.length; i++) {
		const symbol = pattern[i] as number;
		const places = occurrences.get(symbol) ?? new Int32Array(words);
		occurrences.set(symbol, places);
		places[i >> 5] = (places[i >> 5] as number) | (1 << (i & 31));
	}

	// A zero bit at i says: the length grows by one between pattern[0..i) and pattern[0..i].
	const row = new Int32Array(words);
	return (text, start = 0, end = text.length) => {
		row.fill(-1);
		for (let j = start; j < end; j++) {
			const places = occurrences.get(text[j] as number);
			if (places === undefined) continue;
			let carry = 0;
			for (let w = 0; w < words; w++) {
				const old = row[w] as number;
				const here = places[w] as number;
				const sum = (old >>> 0) + ((old & here) >>> 0) + carry;
				carry = sum > 0xffffffff ? 1 : 0;
				row[w] = sum | (old & ~here);
			}
		}
		let length = 0;
		for (let i = 0; i < pattern.length; i++) length += (~(row[i >> 5] as number) >>> (i & 31)) & 1;
		return length;
	};
}

/**
 * Where in `a` one longest common subsequence stands.
 *
 * Ties are broken as ROUGE's reference implementation does, reading the table from its end: a match is taken; else one
 * symbol of `b` is dropped if that loses strictly less than dropping one of `a`; else one of `a`. Runs in O(n · m).
 *
 * @param a symbols as integers, length n
 * @param b symbols as integers, length m
 * @returns indices into `a`, ascending
 * @example
 * lcsPositions([1, 2, 3, 4], [2, 9, 4, 1]) // => [1, 3]
 */
export function lcsPositions(a: ArrayLike<number>, b: ArrayLike<number>): number[] {
	const width = b.length + 1;
	const Cells = Math.min(a.length, b.length) < 65536 ? Uint16Array : Uint32Array;
	const length = new Cells((a.length + 1) * width); // [a prefix][b prefix], row by row
	for (let i = 1; i <= a.length; i++) {
		const symbol = a[i - 1] as number;
		for (let j = 1; j <= b.length; j++) {
			const cell = i * width + j;
			const up = length[cell - width] as number;
			const left = length[cell - 1] as number;
			if (symbol === b[j - 1]) length[cell] = (length[cell - width - 1] as number) + 1;
			else length[cell] = Math.max(up, left);
		}
	}

	const positions: number[] = [];
	let i = a.length;
	let j = b.length;
	while (i > 0 && j > 0) {
		const cell = i * width + j;
		if (a[i - 1] === b[j - 1]) {
			positions.push(i - 1);
			i--;
			j--;
		} else if ((length[cell - 1] as number) > (length[cell - width] as number)) j--;
		else i--;
	}
	return positions.reverse();
}
