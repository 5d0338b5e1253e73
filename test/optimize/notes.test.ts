import { expect, test } from "vitest";
import { fromExamples } from "../../src/data/dataset.ts";
import { exact } from "../../src/metric/exact.ts";
import { notesOf } from "../../src/optimize/notes.ts";
import { standing } from "./outcome.ts";

const part = (name: string, answers: readonly unknown[]) =>
	fromExamples(
		name,
		answers.map((label, index) => ({
			id: `${name} ${index}`,
			input: { index: `${name} ${index}` },
			expected: { label },
		})),
	);
const notes = (train: readonly unknown[], validate: readonly unknown[], own = {}) =>
	notesOf(
		{ train: part("train", train), validate: part("validate", validate), metric: exact("label") as never },
		standing(0, own),
	);

test("names each class that one part has and the other lacks", () => {
	expect(notes(["a", "a", "b", "b"], ["a", "a", "c", "c", "c", "a"])).toEqual([
		'label "c" is the answer to 3 rows of validate and to none of train: no demo and no example can show it.',
		'label "b" is the answer to 2 rows of train and to none of validate: nothing here measures it.',
	]);
	expect(notes([true, true], [false, false, true, false])).toHaveLength(1);
	expect(notes(["a", "b", "a", "b"], ["b", "a", "b", "a"])).toEqual([]);
});

test("answers that do not recur, numbers and lists are no classes", () => {
	expect(notes(["one text", "another"], ["a third", "a fourth"])).toEqual([]);
	expect(notes([1, 1, 1, 1], [2, 2, 2, 2])).toEqual([]);
	expect(notes([["a"], ["a"]], [["b"], ["b"]])).toEqual([]);
	expect(notes(["a"], ["b"])).toEqual([]);
});

test("says on how many rows the start failed or has no value", () => {
	expect(notes(["a", "a"], ["a", "a"], { rows: 24, failed: 2, unscored: 1 })).toEqual([
		"The program as given failed on 2 of 24 rows; they count as the worst value.",
		"exact has no value on 1 of 24 rows of the program as given; they are left out of its mean.",
	]);
});
