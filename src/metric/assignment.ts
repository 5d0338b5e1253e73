import { DataError } from "../core/errors.ts";

/**
 * The optimal assignment: pairs rows with columns, each used at most once, so that the sum over the pairs is as large as it
 * can be. Runs in O(n² m), n the smaller side.
 *
 * @param worth worth[row][column] of pairing them, finite; rows of one length
 * @returns [row, column] of each pair, as many as the smaller side, by row
 * @throws DataError when the rows differ in length or a worth is not finite
 * @see Jonker & Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment problems"
 * @example
 * assign([[0.9, 0.8], [0.7, 0.1]]) // => [[0, 1], [1, 0]]
 */
export function assign(worth: readonly (readonly number[])[]): [row: number, column: number][] {
	const width = worth[0]?.length ?? 0;
	for (const [row, values] of worth.entries()) {
		if (values.length !== width || !values.every(Number.isFinite)) {
			throw new DataError(`assign: expected ${width} finite numbers in each row, found ${values.join(", ")}`, { row });
		}
	}
	if (width === 0) return [];
	const isWide = width >= worth.length;
	const cost = (small: number, large: number) => -((isWide ? worth[small]?.[large] : worth[large]?.[small]) as number);
	const partner = isWide ? shortestPaths(cost, worth.length, width) : shortestPaths(cost, width, worth.length);
	const pairs = partner.map((large, small): [number, number] => (isWide ? [small, large] : [large, small]));
	return pairs.sort((a, b) => a[0] - b[0]);
}

/** The column of each row, at the lowest total cost; rows ≤ columns. */
function shortestPaths(cost: (row: number, column: number) => number, rows: number, columns: number): number[] {
	const rowPrice = new Float64Array(rows);
	const columnPrice = new Float64Array(columns);
	const rowOf = new Int32Array(columns).fill(-1);

	for (let start = 0; start < rows; start++) {
		// Dijkstra over the columns, by cost less prices, until a free one is reached
		const distance = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
		const cameFrom = new Int32Array(columns).fill(-1); // the column before on the path
		const done = new Array<boolean>(columns).fill(false);
		let row = start;
		let column = -1;
		let travelled = 0;
		do {
			let nearest = -1;
			for (let next = 0; next < columns; next++) {
				if (done[next]) continue;
				const reduced = cost(row, next) - (rowPrice[row] as number) - (columnPrice[next] as number);
				if (travelled + reduced < (distance[next] as number)) {
					distance[next] = travelled + reduced;
					cameFrom[next] = column;
				}
				if (nearest === -1 || (distance[next] as number) < (distance[nearest] as number)) nearest = next;
			}
			column = nearest;
			travelled = distance[column] as number;
			done[column] = true;
			row = rowOf[column] as number;
		} while (row !== -1);

		// Prices that keep every reduced cost at 0 or above, and at 0 along the pairs
		rowPrice[start] = (rowPrice[start] as number) + travelled;
		for (let other = 0; other < columns; other++) {
			if (!done[other] || other === column) continue;
			const slack = travelled - (distance[other] as number);
			columnPrice[other] = (columnPrice[other] as number) - slack;
			const owner = rowOf[other] as number;
			rowPrice[owner] = (rowPrice[owner] as number) + slack;
		}

		// Each row on the path moves one column on
		while (column !== -1) {
			const before = cameFrom[column] as number;
			rowOf[column] = before === -1 ? start : (rowOf[before] as number);
			column = before;
		}
	}
	const columnOf = new Array<number>(rows).fill(-1);
	for (const [column, row] of rowOf.entries()) if (row !== -1) columnOf[row] = column;
	return columnOf;
}
