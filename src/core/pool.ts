import { ConfigError, throwIfAborted } from "./errors.ts";

/**
 * Maps with at most `limit` calls under way; results keep the order of the items.
 *
 * The first rejection stops new work, waits for what is under way, then rejects. An abort does the same.
 *
 * @param limit how many calls at once, >= 1
 * @throws ConfigError when the limit would let nothing run
 * @example
 * await mapLimit([1, 2, 3], 2, async (n) => n * 10) // => [10, 20, 30]
 */
export async function mapLimit<T, R>(
	items: readonly T[],
	limit: number,
	work: (item: T, index: number) => Promise<R>,
	signal?: AbortSignal,
): Promise<R[]> {
	if (!(limit >= 1)) throw new ConfigError(`mapLimit: expected a limit of at least 1, found ${limit}.`);
	const results = new Array<R>(items.length);
	let next = 0;
	let failed = false;
	let failure: unknown;

	async function worker(): Promise<void> {
		while (!failed && next < items.length) {
			const index = next++;
			try {
				throwIfAborted(signal);
				results[index] = await work(items[index] as T, index);
			} catch (error) {
				if (!failed) failure = error;
				failed = true;
			}
		}
	}
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
	if (failed) throw failure;
	return results;
}
