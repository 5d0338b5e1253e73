/** The rows of the simulated task: tickets of a help desk, each with the department that it belongs to. */
import { z } from "zod";
import { random } from "../../src/core/random.ts";
import { type Dataset, datasetOf } from "../../src/data/dataset.ts";
import { signature } from "../../src/program/signature.ts";
import type { World } from "./world.ts";

export const departments = ["billing", "delivery", "account", "product"] as const;
export type Department = (typeof departments)[number];

/** The instruction that every contestant starts from: no hint stands in it. */
export const plainInstruction = "Route the customer's message to the department that should answer it.";

export const routing = signature({
	name: "routing",
	instructions: plainInstruction,
	input: { question: z.string() },
	output: { label: z.enum(departments) },
});

export interface Ticket {
	readonly question: string;
	readonly label: Department;
}

/** Train rows are 1000-1099, validation rows 2000-2199; any other number is a fresh row of the same population. */
export const trainNumbers = range(1000, 100);
export const validateNumbers = range(2000, 200);

const complaints: Readonly<Record<Department, readonly string[]>> = {
	billing: [
		"I was charged twice for the",
		"The invoice shows the wrong price for the",
		"My refund has not arrived for the",
	],
	delivery: [
		"The courier never came with the",
		"Tracking has not moved for days for the",
		"You sent to my old address the",
	],
	account: [
		"I cannot sign in to register the",
		"My profile lost the warranty of the",
		"Someone else's name is on my page for the",
	],
	product: [
		"After one week it makes a noise, the",
		"It does not switch on any more, the",
		"A part was broken in the box of the",
	],
};
const things = ["kettle", "lamp", "radio", "drill", "heater", "camera", "blender", "clock", "printer", "scale"];
const wishes = [
	"Please help.",
	"What should I do?",
	"I ordered it in March.",
	"This is the second time.",
	"Thank you.",
];

/** The ticket of that number in that world. */
export function ticket(world: World, number: number): Ticket {
	const draw = random(`${world.seed} ticket ${number}`);
	const pick = <T>(items: readonly T[]): T => items[draw.integer(items.length)] as T;
	const label = pick(departments);
	return { question: `Ticket ${number}. ${pick(complaints[label])} ${pick(things)}. ${pick(wishes)}`, label };
}

/** Number of the first ticket in a text, and where it stands; the text of a ticket runs to the end of its line or tag. */
export function findTicket(text: string): { readonly number: number; readonly question: string } | undefined {
	const found = /Ticket (\d{4})\.[^\n<"\\[]*/.exec(text);
	return found === null ? undefined : { number: Number(found[1]), question: found[0] };
}

export type Rows = Dataset<{ question: string }, { label: Department }>;

/** The rows that optimizers may use. The test is no rows: the server knows the truth. */
export function dataOf(world: World): { readonly train: Rows; readonly validate: Rows } {
	const rows = (name: string, numbers: readonly number[]) =>
		datasetOf(
			numbers.map((number) => ticket(world, number)),
			{ name, input: routing.input, expected: routing.output },
		);
	return { train: rows("train", trainNumbers), validate: rows("validate", validateNumbers) };
}

function range(from: number, count: number): readonly number[] {
	return Array.from({ length: count }, (_, index) => from + index);
}
