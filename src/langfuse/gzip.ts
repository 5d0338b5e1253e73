/**
 * A text, packed.
 *
 * @example
 * [...(await gzip("a")).slice(0, 2)] // => [31, 139]
 */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
	const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
	return new Uint8Array(await new Response(packed).arrayBuffer());
}
