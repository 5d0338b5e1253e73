/** The two calls of the binding's native context that this concerns. Not part of its published interface. */
interface NativeContext {
	decodeBatch(...args: unknown[]): Promise<unknown>;
	sampleToken(...args: unknown[]): Promise<unknown>;
}

/**
 * Lets the first token after each batch be drawn alone, the others after it and side by side.
 *
 * The native library computes the sequences of a batch in an order of its own and puts the results back in the asked
 * order lazily, at the first look at them. The binding draws all tokens of a batch at once on several threads; two of
 * them then put back at the same time, and sequences receive each other's tokens (seen with node-llama-cpp 3.21.1: with
 * four sequences most answers held words of their neighbours; with one thread none).
 *
 * @param context a LlamaContext
 * @returns false when the binding's insides look different from what this knows: then use one sequence only
 */
export function drawFirstTokenAlone(context: object): boolean {
	const native = (context as { _ctx?: Partial<NativeContext> })._ctx;
	if (typeof native?.decodeBatch !== "function" || typeof native.sampleToken !== "function") return false;
	const decodeBatch = native.decodeBatch.bind(native);
	const sampleToken = native.sampleToken.bind(native);
	let first: Promise<unknown> | null = null;
	const replaced: NativeContext = {
		decodeBatch(...args) {
			first = null;
			return decodeBatch(...args);
		},
		sampleToken(...args) {
			if (first === null) {
				first = sampleToken(...args);
				return first;
			}
			const next = () => sampleToken(...args);
			return first.then(next, next);
		},
	};
	// The native prototype's methods cannot be assigned to, only covered by properties of the object's own.
	for (const [name, value] of Object.entries(replaced)) Object.defineProperty(native, name, { value });
	return true;
}
