import { expect, test } from "vitest";
import { datasetOf } from "../../src/data/dataset.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import type { Report } from "../../src/evaluate/report.ts";
import type { Metric } from "../../src/metric/metric.ts";
import { slicesOf } from "../../src/migrate/slices.ts";
import { program, pupil } from "../optimize/support.ts";

const data = datasetOf(
	Array.from({ length: 20 }, (_, index) => ({ id: String(index), n: index, label: index % 2 === 0 ? "even" : "odd" })),
	{ name: "parity", id: "id", input: ["n"], expected: ["label"] },
);
const wrong: Metric = {
	name: "wrong",
	direction: "lower",
	range: [0, 1],
	score: ({ output, expected }) => ({
		value: (output as { label: string }).label === (expected as { label: string }).label ? 0 : 1,
	}),
};

async function reportOf(skill: number): Promise<Report> {
	const model = pupil(() => skill, { identity: `skill ${skill}` });
	return (await evaluate(program.using(model), data, [wrong as never], { cache: false, progress: false })) as Report;
}

test("where lower is better, a rise is a loss", async () => {
	const slices = slicesOf(await reportOf(1), await reportOf(0), "wrong");
	expect(slices.map(({ source, optimized, change }) => [source, optimized, change.difference])).toEqual([
		[0, 1, -1],
		[0, 1, -1],
	]);
});

test("an expected value that is a plain text is one field, not its letters", async () => {
	const plain = (report: Report): Report => ({
		...report,
		rows: report.rows.map((row) => ({ ...row, expected: (row.expected as { label: string }).label })),
	});
	const slices = slicesOf(plain(await reportOf(1)), plain(await reportOf(0)), "wrong");
	expect(slices.map(({ name }) => name).sort()).toEqual(["expected answer = even", "expected answer = odd"]);
});
