import { describe, expect, it } from "vitest";
import { hash } from "../../src/core/hash.ts";

describe("hash", () => {
	// NIST, FIPS 180-2, appendix B, and the Secure Hashing page's example for the empty message
	it.each([
		["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
		["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
		[
			"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
		],
		["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
	])("is SHA-256 of a text as it is (%#)", (text, digest) => {
		expect(hash(text)).toBe(digest);
	});

	it("takes texts as UTF-8", () => {
		// printf 'é' | sha256sum
		expect(hash("é")).toBe("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
	});

	it("is that of the sorted, tight JSON of any other value", () => {
		// printf '{"a":[1,null],"b":{"c":true}}' | sha256sum
		expect(hash({ b: { c: true }, a: [1, null] })).toBe(hash('{"a":[1,null],"b":{"c":true}}'));
		expect(hash({ b: 2, a: 1 })).toBe(hash({ a: 1, b: 2 }));
		expect(hash([1, 2])).not.toBe(hash([2, 1]));
		expect(hash({ a: "1" })).not.toBe(hash({ a: 1 }));
	});

	it("can be cut short", () => {
		expect(hash("abc", 8)).toBe("ba7816bf");
		expect(hash("abc", 64)).toHaveLength(64);
	});
});
