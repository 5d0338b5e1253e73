import { describe, expect, it } from "vitest";
import { modelTable } from "../../src/aws/model-table.ts";
import { type ResolveOptions, resolveModel, rowOf } from "../../src/aws/resolve-model.ts";
import { priceOf } from "../../src/model/prices.ts";

const idOf = (name: string, options: ResolveOptions = {}) => resolveModel(name, options).modelId;

describe("resolveModel", () => {
	it("calls a model by its own id where the region answers to it, else by the profile of the region's geography", () => {
		expect(idOf("nova-pro", { region: "us-east-1" })).toBe("amazon.nova-pro-v1:0");
		expect(idOf("nova-pro", { region: "us-west-2" })).toBe("us.amazon.nova-pro-v1:0");
		expect(idOf("nova-pro", { region: "eu-west-3" })).toBe("eu.amazon.nova-pro-v1:0");
		expect(idOf("nova-pro", { region: "ap-south-1" })).toBe("apac.amazon.nova-pro-v1:0");
		expect(idOf("titan-embed-text-v2", { region: "sa-east-1" })).toBe("amazon.titan-embed-text-v2:0");
	});

	it("says in the facts where a request may be carried", () => {
		const model = resolveModel("claude-haiku-4.5", { region: "us-east-1" });
		expect(model.facts).toMatchObject({ geography: "us", region: "us-east-1", family: "claude" });
		expect(model.modelId).toBe("us.anthropic.claude-haiku-4-5-20251001-v1:0");
	});

	it("takes the narrowest geography of a region", () => {
		expect(resolveModel("claude-haiku-4.5", { region: "ap-northeast-1" }).geography).toBe("jp");
		expect(resolveModel("nova-lite", { region: "ap-northeast-1" }).geography).toBe("apac");
	});

	it("never guesses across geographies: a region without a profile of its own is a question", () => {
		expect(() => resolveModel("nova-premier", { region: "eu-west-1" })).toThrow(/eu-west-1.*geography: "us"/);
		expect(() => resolveModel("claude-haiku-4.5", { region: "ca-central-1" })).toThrow(/ca-central-1.*Choose where/);
		expect(() => resolveModel("claude-haiku-4.5")).toThrow(/Pass region/);
	});

	it("goes global, or elsewhere, only when asked", () => {
		expect(idOf("nova-2-lite", { region: "eu-west-1", geography: "global" })).toBe("global.amazon.nova-2-lite-v1:0");
		expect(idOf("eu.nova-pro", { region: "us-east-1" })).toBe("eu.amazon.nova-pro-v1:0");
		for (const { alias } of modelTable) {
			for (const region of ["us-east-1", "us-west-2", "eu-west-1", "ap-south-1"]) {
				let found: string | null = null;
				try {
					found = resolveModel(alias, { region }).geography;
				} catch {
					// a question to the reader is no guess
				}
				expect(["region", region.startsWith("ap") ? "apac" : region.slice(0, 2), null]).toContain(found);
			}
		}
	});

	it("refuses a profile there is none of, and two geographies at once", () => {
		expect(() => resolveModel("nova-pro", { geography: "global" })).toThrow(
			/geography: "us", geography: "eu", geography: "apac"/,
		);
		expect(() => resolveModel("gpt-oss-20b", { geography: "us" })).toThrow(/leave geography out/);
		expect(() => resolveModel("eu.nova-pro", { geography: "us" })).toThrow(/Leave one out/);
	});

	it("reads a short name however its parts are kept apart, and helps with one that is misspelt", () => {
		expect(resolveModel("llama3-3-70b", { region: "us-east-1" }).alias).toBe("llama-3.3-70b");
		expect(resolveModel("Claude-Haiku-4-5", { region: "us-east-1" }).alias).toBe("claude-haiku-4.5");
		expect(() => resolveModel("nova-mikro")).toThrow(/Did you mean "nova-micro"/);
		expect(() => resolveModel("claude-sonnet-4.4")).toThrow(/Did you mean "claude-sonnet-4.5"/);
		expect(() => resolveModel("")).toThrow(/found none/);
	});

	it("sends ids and ARNs as they are", () => {
		const arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0";
		expect(resolveModel(arn)).toMatchObject({ modelId: arn, alias: "nova-lite", geography: "eu" });
		expect(resolveModel("mistral.mistral-large-3-675b-instruct")).toMatchObject({ family: "mistral", alias: null });
		expect(resolveModel("us.anthropic.claude-opus-4-8").can).toMatchObject({ tools: false, system: true });
	});

	it("takes the family from the reader where an ARN hides it, and asks for it", () => {
		const arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123";
		expect(resolveModel(arn)).toMatchObject({ family: "other", geography: null });
		expect(resolveModel(arn).warnings).toEqual([expect.stringContaining("pass family")]);
		const told = resolveModel(arn, { family: "nova" });
		expect(told).toMatchObject({ family: "nova", warnings: [] });
		// what every Nova can; Micro sees no images
		expect(told.can).toMatchObject({ tools: true, forcedTool: true, images: false });
	});

	it("says of an id that is not in the table what to pass; the family's ended models do not narrow it", () => {
		const opus = "us.anthropic.claude-opus-4-8";
		expect(resolveModel(opus).unlisted).toMatch(/not in this version's table.*Pass family: "claude"/);
		expect(resolveModel(opus, { family: "claude" })).toMatchObject({
			unlisted: null,
			can: { tools: true, images: true, reasoning: true, nativeJson: true },
		});
		expect(resolveModel("nova-lite", { region: "us-east-1" }).unlisted).toBeNull();
	});

	it("reads a geography before a short name however it is written, and knows no others", () => {
		expect(idOf("EU.Nova-Lite", { region: "eu-west-1" })).toBe("eu.amazon.nova-lite-v1:0");
		expect(() => resolveModel("nova-lite", { geography: "europe" as "eu" })).toThrow(/one of "us-gov", "us", "eu"/);
		expect(() => resolveModel("nova-lite", { family: "gpt" as "nova" })).toThrow(/family to be one of "nova"/);
	});

	it("warns of a geography that the region is no part of", () => {
		const { warnings } = resolveModel("nova-lite", { region: "eu-west-1", geography: "us" });
		expect(warnings).toEqual([expect.stringContaining("eu-west-1 is none of them")]);
		expect(resolveModel("nova-2-lite", { region: "eu-west-1", geography: "global" }).warnings).toEqual([]);
	});

	it("warns of a model that ends, and of one that has ended", () => {
		const warn = (name: string, today: string) => resolveModel(name, { region: "us-east-1", today }).warnings;
		expect(warn("llama-3.3-70b", "2026-01-01")).toEqual([]);
		expect(warn("llama-3.3-70b", "2026-11-22")).toEqual(["llama-3.3-70b reaches its end of life on 2027-03-30."]);
		expect(warn("llama-3.2-1b", "2026-07-07").join()).toMatch(/reached.*2026-07-07.*Its successor: llama-3.1-8b/);
	});

	it("warns of an id that a region does not answer to", () => {
		const { warnings } = resolveModel("amazon.nova-lite-v1:0", { region: "eu-west-1" });
		expect(warnings).toEqual([expect.stringContaining('geography: "eu"')]);
	});
});

describe("the table", () => {
	it("names every model once", () => {
		expect(new Set(modelTable.map(({ alias }) => alias)).size).toBe(modelTable.length);
		expect(new Set(modelTable.map(({ id }) => id)).size).toBe(modelTable.length);
	});

	it("names its successors by short names it has", () => {
		for (const { successor } of modelTable) {
			if (successor !== undefined) expect(modelTable.map(({ alias }) => alias)).toContain(successor);
		}
	});

	it("agrees with the price table on ids: every model has a price in some geography", () => {
		const unpriced = modelTable.filter(({ id }) =>
			["", "us.", "global."].every((place) => priceOf(place + id) === null),
		);
		expect(unpriced.map(({ alias }) => alias)).toEqual([]);
	});

	it("finds a row by any id that names the model", () => {
		expect(rowOf("eu.amazon.nova-pro-v1:0")?.alias).toBe("nova-pro");
		expect(rowOf("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0")?.alias).toBe("nova-pro");
		expect(rowOf("amazon.nova-pro")).toBeNull();
	});
});
