import { describe, expect, it } from "vitest";
import { codeOf } from "../../scripts/notebook/code.ts";

describe("codeOf", () => {
	const code = codeOf({
		cells: [
			{ cell_type: "markdown", source: "# words" },
			{ cell_type: "code", source: ["const a = 1;\n", "a"] },
			{ cell_type: "code", source: "await a;" },
		],
	});

	it("joins the code cells to one module", () => {
		expect(code.text).toBe("// cell 2\nconst a = 1;\na\n// cell 3\nawait a;\nexport {};\n");
	});

	it("finds the way back from a line to its cell", () => {
		expect([1, 2, 3, 5, 6, 99].map((line) => code.place(line))).toEqual([
			null,
			{ cell: 2, line: 1 },
			{ cell: 2, line: 2 },
			{ cell: 3, line: 1 },
			null,
			null,
		]);
	});
});
