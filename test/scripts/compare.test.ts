import { describe, expect, it } from "vitest";
import { firstDifference } from "../../scripts/notebook/compare.ts";
import type { Cell, Notebook, Output } from "../../scripts/notebook/notebook.ts";

const cell = (outputs: readonly Output[], tags: readonly string[] = []): Cell => {
	return { cell_type: "code", source: "", outputs, metadata: { tags } };
};
const stream = (text: string | string[], name = "stdout"): Output => ({ output_type: "stream", name, text });
const result = (data: Record<string, unknown>): Output => ({ output_type: "execute_result", data });
const notebook = (...cells: Cell[]): Notebook => ({ cells });
const differ = (a: Output[], b: Output[]) => firstDifference(notebook(cell(a)), notebook(cell(b)));

describe("firstDifference", () => {
	it("finds a changed number, says where and what", () => {
		const committed = notebook(
			{ cell_type: "markdown", source: "# a" },
			cell([result({ "text/plain": "accuracy 83.0 %" })]),
		);
		const now = notebook({ cell_type: "markdown", source: "# b" }, cell([result({ "text/plain": "accuracy 82.0 %" })]));
		expect(firstDifference(committed, now)).toEqual({
			cell: 2,
			committed: '"text/plain: accuracy 83.0 %"',
			now: '"text/plain: accuracy 82.0 %"',
		});
	});

	it("does not mind how a stream was cut, but keeps stdout and stderr apart", () => {
		expect(differ([stream("a\n"), stream(["b\n", "c"])], [stream("a\nb\nc")])).toBeNull();
		expect(differ([stream("a", "stderr")], [stream("a")])).not.toBeNull();
	});

	it("masks what is measured", () => {
		const line = (time: string, date: string) => [stream(`done in ${time} on ${date}, 12 rows`)];
		expect(differ(line("412 ms", "2026-01-02T03:04:05.678Z"), line("1.24 s", "2026-11-12T13:14:15Z"))).toBeNull();
		expect(differ(line("412 ms", "2026-01-02"), [stream("done in 412 ms on 2026-01-02, 13 rows")])).not.toBeNull();
		const table = (time: string, rule: string) => [stream(`model  ${time}\n─────  ${rule}`)];
		expect(differ(table("  9 ms", "──────"), table("1.24 s", "─────────"))).toBeNull();
	});

	it("notices an output that is lost or new", () => {
		expect(differ([result({ "text/plain": "1" })], [])).not.toBeNull();
		expect(differ([], [stream("new")])).not.toBeNull();
	});

	it("leaves out PNG bytes and cells tagged volatile", () => {
		const picture = (png: string) => [result({ "image/png": png, "text/plain": "words" })];
		expect(differ(picture("AAAA"), picture("BBBB"))).toBeNull();
		const tagged = (text: string) => notebook(cell([stream(text)], ["volatile"]));
		expect(firstDifference(tagged("a"), tagged("b"))).toBeNull();
	});

	it("is content with an empty notebook", () => {
		expect(firstDifference(notebook(), notebook())).toBeNull();
	});
});
