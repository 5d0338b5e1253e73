import { expect, test } from "vitest";
import { dataset } from "../../src/data/load.ts";
import { calibrate } from "../../src/judge/calibrate.ts";
import { calibrated } from "../../src/judge/calibration.ts";
import { correctedMean } from "../../src/judge/corrected-mean.ts";
import { judge } from "../../src/judge/judge.ts";
import { pairwise } from "../../src/judge/pairwise.ts";
import { summaryRubric } from "../../src/judge/rubrics/summary-quality.ts";
import type { ModelRequest } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import { quiet, section, written } from "./support.ts";

const { test: labelled } = await dataset.load("author-labels");
type Output = { readonly summary: string };
type Input = { readonly document: string; readonly summary: string };
/** By document and summary: one and the same summary is good of its own passage and off-topic of another. */
const known = labelled.examples.map(({ input, expected, tags }) => ({ ...input, ...expected, ...tags }));
const asked = (request: ModelRequest, name: string) => {
	const [document, summary] = [section(request, "document"), section(request, name)];
	const longest = [...known].sort((a, b) => b.summary.length - a.summary.length); // one summary may hold another
	const own = longest.filter((row) => row.document === document);
	return own.find((row) => row.summary === summary) ?? own.find((row) => summary.includes(` ${row.summary} `));
};

const options = {
	...quiet,
	output: ({ input }: { readonly input: Input }): Output => ({ summary: input.summary }),
	label: ({ expected }: { readonly expected: { readonly grade: number } }) => expected.grade,
	family: ({ tags }: { readonly tags?: Readonly<Record<string, string>> }) => tags?.family ?? "",
	text: {
		read: (output: Output) => output.summary,
		replace: (_: Output, summary: string): Output => ({ summary }),
		copies: 20,
	},
	about: ({ input }: { readonly input: Input }) => input.document,
};

/** A judge that says the score which `score` gives for a summary of a known grade; a padded copy has the grade of its text. */
function rating(score: (grade: number, summary: string, call: number, family: string) => number | string) {
	const model = scripted(
		(request, call) => {
			const { grade = 1, family = "" } = { ...asked(request, "summary") };
			return `<thinking>So.</thinking><score>${score(grade, section(request, "summary"), call, family)}</score>`;
		},
		{ id: "rater" },
	);
	const shows = {
		document: ({ input }: { readonly input: Input }) => input.document,
		summary: ({ output }: { readonly output: Output }) => output.summary,
	};
	return judge({ rubric: summaryRubric, shows, model });
}

test("a judge that knows the grades agrees fully and has no bias", async () => {
	const found = await calibrate(
		rating((grade) => grade),
		labelled,
		{ ...options, repeats: 2 },
	);
	expect(found.agreement).toMatchObject({ n: 80, kappa: 1, weights: "quadratic", same: { value: 1 }, correlation: 1 });
	expect(found.bias.leniency).toMatchObject({ meanBias: 0, tendency: null, keepsToFewLevels: false });
	expect(found.bias.verbosity).toMatchObject({ favours: null, padded: { above: 0, below: 0, same: 20 } });
	expect(found.bias.selfPreference?.favours).toBeNull();
	expect(found.bias.noise).toMatchObject({ standardDeviation: 0, selfAgreement: { value: 1 }, alpha: 1 });
	expect(found.bias.position).toBeNull();
	expect(found.labels).toBe("author labels");
	expect(found.usage.calls).toBe(80 * 2 + 20);
	expect(found.caution).toBeUndefined();
	expect(found.view().text).toContain("against author labels, 80 rows");
});

test("a good judge that errs now and then needs no caution; one that says 4 to all does, in bold, wherever it is used", async () => {
	const good = await calibrate(
		rating((grade, summary) => (summary.length % 13 === 0 ? 6 - grade : grade)),
		labelled,
		options,
	);
	expect(good.agreement.low).toBeGreaterThan(0.4);
	expect(good.caution).toBeUndefined();

	const flat = rating(() => 4);
	const found = await calibrate(flat, labelled, options);
	expect(found.agreement.kappa).toBeCloseTo(0, 12);
	expect(found.caution).toMatch(/rest no decision on this judge/);
	expect(found.bias.leniency).toMatchObject({ tendency: "lenient", keepsToFewLevels: true });

	const cautious = calibrated(
		judge({ rubric: summaryRubric, shows: { text: ({ output }: { output: { text: string } }) => output.text } }),
		found,
	);
	const wrapped = cautious.using(() => scripted(() => "<thinking>So.</thinking><score>4</score>"));
	const report = await written("w", 2, () => "x", [wrapped]);
	expect(report.view().html).toMatch(/<strong>Caution, summary quality: on 80 rows of author labels kappa/);
	expect(cautious.with(cautious.program.parameters).caution).toBeUndefined(); // other instructions, another judge
	expect(calibrated(cautious, good).caution).toBeUndefined();
});

test("a judge that rates length is found by its rows and by padded copies", async () => {
	const found = await calibrate(
		rating((_, { length }) => (length > 260 ? 5 : length > 180 ? 3 : 1)),
		labelled,
		options,
	);
	expect(found.bias.verbosity).toMatchObject({ favours: "long" });
	expect(found.bias.verbosity?.slope).toBeGreaterThan(0);
	expect(found.bias.verbosity?.padded.above).toBeGreaterThan(10);
	expect(found.view().text).toContain("favours long texts");
});

test("a judge that favours one family is found, and which", async () => {
	const kind = rating((grade, _summary, _call, family) => Math.min(5, grade + (family === "bulletin" ? 1 : 0)));
	const found = await calibrate(kind, labelled, options);
	expect(found.bias.selfPreference?.favours).toBe("bulletin");
	expect((await calibrate(kind, labelled, { ...options, ownFamily: "plain" })).bias.selfPreference?.favours).toBeNull();
});

test("a judge that wavers is measured by its repeats", async () => {
	const found = await calibrate(
		rating((grade, _, call) => Math.max(1, grade - (call % 2))),
		labelled,
		{
			...options,
			text: undefined as never,
			concurrency: 1,
			repeats: 2,
		},
	);
	const worst = known.filter(({ grade }) => grade === 1).length;
	expect(found.bias.noise?.selfAgreement.count).toBe(worst); // they are at the bottom already
	expect(found.bias.noise?.standardDeviation).toBeGreaterThan(0.1);
});

test("its leaning to a place is measured by a pairwise judge on rows about one document", async () => {
	const answer = (winner: string) => `<thinking>So.</thinking><winner>${winner}</winner>`;
	const comparing = (say: (request: ModelRequest) => string) =>
		pairwise<Input, unknown, Output>({
			criteria: "The truer summary is better.",
			shows: { document: ({ input }) => input.document },
			answer: (output) => output.summary,
			model: scripted((request) => answer(say(request))),
			...quiet,
		});
	const grade = (request: ModelRequest, place: string) => asked(request, place)?.grade ?? 0;
	const fair = comparing((request) => {
		const gap = grade(request, "first") - grade(request, "second");
		return gap === 0 ? "tie" : gap > 0 ? "first" : "second";
	});
	const right = await calibrate(
		rating((one) => one),
		labelled,
		{ ...options, pairwise: fair },
	);
	expect(right.bias.position).toMatchObject({ pairs: 40, favours: null, flips: { count: 0 }, right: { value: 1 } });
	const biased = comparing(() => "second");
	const found = await calibrate(
		rating((one) => one),
		labelled,
		{ ...options, pairwise: biased },
	);
	expect(found.bias.position).toMatchObject({ favours: "second", flips: { value: 1 }, right: { value: 0 } });
	expect(found.view().text).toContain("favours the second");
});

test("a judge that answers junk 10 % of the time: coverage 0.9, and no NaN anywhere", async () => {
	const tenth = labelled.examples.filter((_, index) => index % 10 === 0);
	const broken = rating((grade) => grade).using((current) =>
		scripted((request, _call, context) => {
			const junk = tenth.some(({ input }) => {
				return input.document === section(request, "document") && input.summary === section(request, "summary");
			});
			return junk ? "I like it." : (current?.generate(request, context) ?? "");
		}),
	);
	const found = await calibrate(broken, labelled, options);
	expect(found.failed).toBe(8);
	expect(found.agreement.n).toBe(72);
	expect(found.rows.filter(({ error }) => error?.code === "output")).toHaveLength(8);
	expect(JSON.stringify(found)).not.toMatch(/NaN/);
	expect(numbersIn(found).every(Number.isFinite)).toBe(true);
	expect(found.view().text).toContain("72 of 80");
});

function numbersIn(value: unknown): number[] {
	if (typeof value === "number") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

test("good and bad: sensitivity, specificity, and the mean put right", async () => {
	const label = ({ expected }: { readonly expected: { readonly label: string } }) => expected.label === "good";
	const found = await calibrate(
		rating((grade) => (grade >= 3 ? 5 : 1)),
		labelled,
		{ ...options, label },
	);
	const bad = labelled.examples.filter(({ expected }) => expected.label === "bad");
	const passed = bad.filter(({ expected }) => expected.grade === 3).length;
	expect(found).toMatchObject({ kind: "pass/fail", passAbove: 0.6 });
	expect(found.agreement.sensitivity).toMatchObject({ value: 1, of: 80 - bad.length });
	expect(found.agreement.specificity).toMatchObject({ count: bad.length - passed, of: bad.length });
	const corrected = correctedMean([...Array(60).fill(1), ...Array(40).fill(0.2)], found);
	const specificity = (bad.length - passed) / bad.length;
	expect(corrected.misclassification?.estimate).toBeCloseTo((0.6 + specificity - 1) / specificity, 12);
	expect(corrected.view().text).toContain("put right by 80 labelled ones");
	expect(() => correctedMean([], found)).toThrow(/0 judged/);
});

test("no row, mixed labels, a label that is on no scale", async () => {
	const one = rating(() => 3);
	await expect(calibrate(one, [], options)).rejects.toThrow(/at least one labelled row/);
	const [first, second] = labelled.examples;
	const mixed = { ...options, label: ({ id }: { id: string }) => (id === first?.id ? true : 4) };
	await expect(calibrate(one, [first, second] as never, mixed)).rejects.toThrow(/labels of one kind, found 1 of 2/);
	const off = { ...options, label: () => 9 };
	await expect(calibrate(one, labelled, off)).rejects.toThrow(/one of 1, 2, 3, 4, 5, found 9/);
});
