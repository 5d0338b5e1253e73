/** So many rows one after another whose model failed: the server is down. */
export const hopeless = 10;

export interface OutageWatch {
	/** Begins a batch of rows. The function takes each row's outcome, by its place; true: too many failed in a row. */
	batch(): (place: number, failed: boolean) => boolean;
}

/**
 * Counts rows in a row that failed at the model, in the order of the rows and not in that in which they ended, which
 * differs from run to run.
 *
 * @example
 * const failed = outageWatch().batch();
 * Array.from({ length: 10 }, (_, place) => failed(place, true)).at(-1) // => true
 */
export function outageWatch(): OutageWatch {
	let inARow = 0;
	return {
		batch() {
			const outcomes: boolean[] = [];
			let next = 0;
			return (place, failed) => {
				outcomes[place] = failed;
				for (let outcome = outcomes[next]; outcome !== undefined; outcome = outcomes[++next]) {
					inARow = outcome ? inARow + 1 : 0;
					if (inARow >= hopeless) return true;
				}
				return false;
			};
		},
	};
}
