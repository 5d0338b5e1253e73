import { describe, expect, it } from "vitest";
import { readOptions } from "../../../scripts/start/options.ts";

const complaint = (...args: string[]) => {
	try {
		readOptions(args);
		return "none";
	} catch (error) {
		return (error as Error).message;
	}
};

describe("the command line of start", () => {
	it.each([
		[["--rows", "-5"], "--rows"],
		[["--rows=-5"], 'found "-5"'],
		[["--nothing"], "--nothing"],
		[["word"], "word"],
		[["--rows"], "--rows"],
		[["--task", "constructor"], 'found "constructor"'],
	])("%j is answered in one line that names it", (args, word) => {
		const message = complaint(...args);
		expect(message).toContain(word);
		expect(message).not.toContain("\n");
		expect(message).not.toContain("..");
	});

	it("takes the least there is", () => {
		expect(readOptions([])).toMatchObject({
			evaluate: false,
			rows: 60,
			validate: 24,
			task: "product-relevance",
			cache: true,
		});
		expect(readOptions(["--evaluate"])).toMatchObject({ evaluate: true, rows: 40 });
		expect(readOptions(["--help"])).toBe("help");
	});
});
