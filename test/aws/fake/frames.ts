/** The framing of vnd.amazon.eventstream, written from its description so that it does not lean on the client's own. */

const checksums = Uint32Array.from({ length: 256 }, (_, byte) => {
	let remainder = byte;
	for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
	return remainder;
});

/** CRC-32 as in zlib. */
export function crc32(bytes: Uint8Array): number {
	let remainder = 0xffffffff;
	for (const byte of bytes) remainder = (remainder >>> 8) ^ (checksums[(remainder ^ byte) & 0xff] ?? 0);
	return (remainder ^ 0xffffffff) >>> 0;
}

const stringType = 7;

/** One message: lengths, their checksum, headers, payload, checksum of all. */
export function frame(headers: Readonly<Record<string, string>>, payload: Uint8Array): Buffer {
	const encoded = Buffer.concat(
		Object.entries(headers).map(([name, value]) => {
			const nameBytes = Buffer.from(name);
			const valueBytes = Buffer.from(value);
			const length = Buffer.alloc(2);
			length.writeUInt16BE(valueBytes.length);
			return Buffer.concat([Buffer.from([nameBytes.length]), nameBytes, Buffer.from([stringType]), length, valueBytes]);
		}),
	);
	const prelude = Buffer.alloc(12);
	prelude.writeUInt32BE(16 + encoded.length + payload.length, 0);
	prelude.writeUInt32BE(encoded.length, 4);
	prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
	const message = Buffer.concat([prelude, encoded, payload]);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(message));
	return Buffer.concat([message, checksum]);
}

/** Cuts bytes into pieces of the sizes given, over and over. */
export function* piecesOf(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
	let start = 0;
	for (let index = 0; start < bytes.length; index++) {
		const end = start + Math.max(1, sizes[index % sizes.length] ?? bytes.length);
		yield bytes.subarray(start, end);
		start = end;
	}
}
