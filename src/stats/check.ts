import { ConfigError, DataError } from "../core/errors.ts";

/** Throws unless two lists can be read as pairs. */
export function checkPairs(who: string, a: readonly unknown[], b: readonly unknown[]): void {
	if (a.length !== b.length) {
		throw new DataError(`${who}: expected two lists of one length, found ${a.length} and ${b.length}; pair them first`);
	}
}

/** Throws when a list is shorter than `atLeast`. */
export function checkLength(who: string, values: readonly unknown[], atLeast = 1): void {
	if (values.length < atLeast) {
		throw new DataError(`${who}: expected at least ${atLeast} value(s), found ${values.length}`);
	}
}

/** Throws at the first NaN or infinity: one of them would silently spread to every figure made from the list. */
export function checkFinite(who: string, values: readonly number[]): void {
	const index = values.findIndex((value) => !Number.isFinite(value));
	if (index >= 0) {
		throw new DataError(`${who}: expected finite numbers, found ${values[index]}; drop or mend it first`, {
			row: index + 1,
		});
	}
}

/** Throws unless a level, a share or a power lies strictly between 0 and 1. */
export function checkShare(who: string, name: string, value: number): void {
	if (!(value > 0 && value < 1)) {
		throw new ConfigError(`${who}: expected ${name} between 0 and 1, such as 0.95, found ${value}`);
	}
}
