import type { CallFacts } from "./failure.ts";
import { geographiesOf, splitGeography } from "./geography.ts";
import { type ModelRow, modelTableDate } from "./model-table.ts";
import { rowCalled, rowOf } from "./resolve-model.ts";

/** What to pass instead of an id that is not called by itself. A geography is named, never chosen. */
export function profileAdvice({ model = "", region }: CallFacts): string {
	const row = knownRow(model);
	const list = `await aws.models(${region === undefined ? "" : `{ region: "${region}" }`}) lists the profiles there are.`;
	if (row === null || row.profiles.length === 0) return `This model is called through an inference profile; ${list}`;
	const own = (region === undefined ? [] : geographiesOf(region)).filter((each) => row.profiles.includes(each));
	const ids = (geographies: readonly string[]) => geographies.map((each) => `"${each}.${row.id}"`).join(" or ");
	if (own.length > 0) return `In ${region} pass ${ids(own)}: requests then stay in that geography.`;
	return `Choose where requests may be carried, and pass ${ids(row.profiles)}; ${list}`;
}

/** Why an id is not known any more, or not here. */
export function idAdvice({ model = "", region }: CallFacts): string {
	const place = region === undefined ? "" : `{ region: "${region}" }`;
	const list = `await aws.models(${place}) lists the models there are.`;
	const row = knownRow(model);
	if (row === null || row.endOfLife === null)
		return `It may be misspelt, past its end of life, or not in this region: ${list}`;
	const today = new Date().toISOString().slice(0, 10);
	const dated = `the table of ${modelTableDate} says ${row.endOfLife}`;
	const instead = row.successor === undefined ? list : `Take "${row.successor}" instead, or see what there is: ${list}`;
	if (row.endOfLife <= today) return `The model has reached its end of life (${dated}). ${instead}`;
	const { geography } = splitGeography(model);
	return `It may not be in this region${geography === null ? ", or need an inference profile" : ""}; its end of life is announced (${dated}): ${list}`;
}

/** The reader may have passed a short name ("eu.nova-lite") or an id. */
function knownRow(model: string): ModelRow | null {
	return rowOf(model) ?? rowCalled(splitGeography(model).name);
}
