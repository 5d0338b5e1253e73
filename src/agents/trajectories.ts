import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { DataError, messageOf } from "../core/errors.ts";
import { hash } from "../core/hash.ts";
import { ownValue } from "../core/schema.ts";
import { displayable } from "../view/view.ts";
import {
	type GroundTruth,
	type Question,
	type QuestionType,
	questionTypes,
	type Trajectory,
	type TrajectorySet,
} from "./trajectory.ts";
import { trajectoryView } from "./trajectory-view.ts";

/**
 * Loads a file of trajectories: a JSON object of "Trajectory0", "Trajectory1", … with the questions of each, every one with
 * `question_id`, `question_type` (RAG, TEXT2SQL, CUSTOM), `question` and `ground_truth`.
 *
 * @throws DataError that names the place of everything that is wrong: trajectory, question, field, expected, found
 */
async function load(path: string): Promise<TrajectorySet> {
	let text: string;
	try {
		text = await readFile(path, "utf8");
	} catch (error) {
		throw new DataError(`trajectories.load: cannot read ${path}: ${messageOf(error)}`, { cause: error });
	}
	return parse(text, basename(path, extname(path)));
}

/**
 * Reads trajectories from JSON, as text or as a value.
 *
 * `ground_truth` is a text for RAG and CUSTOM (there it may be empty or left out), and for TEXT2SQL an object with
 * `ground_truth_sql_query`, `ground_truth_sql_context`, `ground_truth_query_result` and `ground_truth_answer`.
 *
 * @param name what to call the set in reports and errors
 * @throws DataError that names the place of everything that is wrong: trajectory, question, field, expected, found
 * @example
 * const question = { question_id: 0, question_type: "RAG", question: "Was Lincoln the sixteenth president?", ground_truth: "yes" };
 * const set = trajectories.parse({ Trajectory0: [question] });
 * set.trajectories[0].questions[0].expected // => { answer: "yes" }
 */
function parse(json: unknown, name = "trajectories"): TrajectorySet {
	const value = typeof json === "string" ? fromText(json, name) : json;
	if (!isRecord(value)) {
		throw new DataError(
			`trajectories ${name}: expected an object { "Trajectory0": [questions], … }, found ${print(value)}`,
			{ dataset: name },
		);
	}
	const faults: Fault[] = [];
	const read = Object.entries(value).map(([key, questions]) => readTrajectory(key, questions, faults));
	if (read.length === 0) faults.push({ expected: "at least one trajectory", found: {} });
	checkIds(read, faults);
	if (faults.length > 0) throw errorOf(name, faults);
	return trajectorySet(name, read);
}

/** A set of trajectories made in code rather than read from a file. */
export function trajectorySet(name: string, list: readonly Trajectory[]): TrajectorySet {
	return displayable({ name, hash: hash(list, 16), trajectories: list }, trajectoryView);
}

/** Files of trajectories, as Bedrock's open-source agent evaluation has them. */
export const trajectories = { load, parse };

/** Something that is not as it should be, and where. */
interface Fault {
	readonly trajectory?: string;
	/** Place in the trajectory, from 1. */
	readonly number?: number;
	readonly field?: string;
	readonly expected: string;
	readonly found: unknown;
}

function fromText(text: string, name: string): unknown {
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\uFEFF/, ""));
	} catch (error) {
		throw new DataError(`trajectories ${name}: expected JSON: ${messageOf(error)}`, { dataset: name, cause: error });
	}
	// JSON.parse keeps the last of two equal keys without a word, and a whole trajectory would be gone
	const keys = [...text.matchAll(/(?<!\\)"(Trajectory\d+)"\s*:/g)].map(([, key]) => key);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	if (twice !== undefined) {
		throw new DataError(`trajectories ${name}: expected each trajectory once, found "${twice}" twice. Rename one.`, {
			dataset: name,
		});
	}
	return value;
}

function readTrajectory(trajectory: string, questions: unknown, faults: Fault[]): Trajectory {
	if (!/\d$/.test(trajectory)) {
		faults.push({ trajectory, expected: 'a name that ends in a number, such as "Trajectory0"', found: trajectory });
	}
	if (!Array.isArray(questions) || questions.length === 0) {
		faults.push({ trajectory, expected: "a list of at least one question", found: questions });
		return { name: trajectory, questions: [] };
	}
	const read = questions.map((question: unknown, index) =>
		readQuestion(question, (fault) => faults.push({ trajectory, number: index + 1, ...fault })),
	);
	return { name: trajectory, questions: read };
}

type Tell = (fault: Pick<Fault, "field" | "expected" | "found">) => void;

function readQuestion(value: unknown, tell: Tell): Question {
	if (!isRecord(value)) tell({ expected: "a question, as an object", found: value });
	const [id, type, question] = ["question_id", "question_type", "question"].map((field) => ownValue(value, field));
	if (isRecord(value)) {
		if (!Number.isInteger(id)) tell({ field: "question_id", expected: "a whole number", found: id });
		if (!questionTypes.includes(type as QuestionType)) {
			tell({ field: "question_type", expected: '"RAG", "TEXT2SQL" or "CUSTOM"', found: type });
		}
		if (typeof question !== "string" || question.trim() === "") {
			tell({ field: "question", expected: "a text", found: question });
		}
	}
	const truth = isRecord(value) ? readTruth(type, ownValue(value, "ground_truth"), tell) : { answer: "" };
	return { id: id as number, type: type as QuestionType, question: question as string, expected: truth };
}

function readTruth(type: unknown, truth: unknown, tell: Tell): GroundTruth {
	if (type === "TEXT2SQL") return readSqlTruth(truth, tell);
	if (!questionTypes.includes(type as QuestionType)) return { answer: "" }; // told already; its form hangs on the type
	if (type === "CUSTOM" && truth === undefined) return { answer: "" };
	if (typeof truth !== "string" || (type === "RAG" && truth.trim() === "")) {
		tell({ field: "ground_truth", expected: type === "RAG" ? "a text that is not empty" : "a text", found: truth });
	}
	return { answer: String(truth) };
}

const sqlFields = {
	sql: "ground_truth_sql_query",
	sqlContext: "ground_truth_sql_context",
	queryResult: "ground_truth_query_result",
	answer: "ground_truth_answer",
} as const;

function readSqlTruth(truth: unknown, tell: Tell): GroundTruth {
	if (!isRecord(truth)) {
		const expected = `an object with ${Object.values(sqlFields).join(", ")}`;
		tell({ field: "ground_truth", expected, found: truth });
		return { answer: "" };
	}
	const entries = Object.entries(sqlFields).map(([key, field]) => {
		const text = ownValue(truth, field);
		if (typeof text !== "string") tell({ field: `ground_truth.${field}`, expected: "a text", found: text });
		return [key, text] as const;
	});
	return Object.fromEntries(entries) as unknown as GroundTruth;
}

function checkIds(read: readonly Trajectory[], faults: Fault[]): void {
	const seen = new Map<number, string>();
	for (const { name, questions } of read) {
		for (const [index, { id }] of questions.entries()) {
			if (!Number.isInteger(id)) continue; // told already
			const place = `${name}, question ${index + 1}`;
			const before = seen.get(id);
			if (before !== undefined) {
				const expected = `an id that no other question has (${before} has this one)`;
				faults.push({ trajectory: name, number: index + 1, field: "question_id", expected, found: id });
			}
			seen.set(id, before ?? place);
		}
	}
}

const mostShown = 10;

function errorOf(dataset: string, faults: readonly Fault[]): DataError {
	const lines = faults.slice(0, mostShown).map(({ trajectory, number, field, expected, found }) => {
		const place = [trajectory, number && `question ${number}`, field && `field ${field}`].filter(Boolean).join(", ");
		return `${place === "" ? "the file" : place}: expected ${expected}, found ${print(found)}`;
	});
	const more = faults.length > mostShown ? [`and ${faults.length - mostShown} more`] : [];
	const [first] = faults;
	return new DataError(`trajectories ${dataset}: ${[...lines, ...more].join("\n")}`, {
		dataset,
		...(first?.number === undefined ? {} : { row: first.number }),
		...(first?.field === undefined ? {} : { column: first.field }),
	});
}

function print(value: unknown): string {
	if (value === undefined) return "nothing";
	const text = JSON.stringify(value);
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
