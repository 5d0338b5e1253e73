import { describe, expect, it } from "vitest";
import { readWords } from "../../src/cli/command.ts";
import { ConfigError } from "../../src/core/errors.ts";

describe("readWords", () => {
	it.each([
		[[], []],
		[
			["pull", "a", "b"],
			["pull", "a", "b"],
		],
		[["--", "--odd-name"], ["--odd-name"]],
		[["-"], ["-"]],
		[[""], [""]],
	])("of %j are %j", (args, words) => {
		expect(readWords("models", args)).toEqual(words);
	});

	it.each([[["--help"]], [["-h"]], [["pull", "x", "--help"]]])("is null for %j, which asks for help", (args) => {
		expect(readWords("models", args)).toBeNull();
	});

	it("takes --help behind -- for a word", () => {
		expect(readWords("models", ["--", "--help"])).toEqual(["--help"]);
	});

	it.each([
		[["--fast"], "'--fast'"],
		[["-x"], "'-x'"],
		[["--help=yes"], "--help"],
	])("refuses %j in one line that names the culprit and where to read on", (args, culprit) => {
		const read = () => readWords("models", args);
		expect(read).toThrow(ConfigError);
		expect(read).toThrow(culprit);
		expect(read).toThrow(/^models: [^\n]+\. See npx touchstone models --help$/);
	});

	it("leaves the arguments alone", () => {
		const args = Object.freeze(["list"]);
		expect(readWords("models", args)).not.toBe(args);
	});
});
