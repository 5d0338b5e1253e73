import { findModel } from "../find-model.ts";
import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

/** Keywords that constrained decoding refuses, from AWS's page on structured outputs. */
const refused = [
	"minimum",
	"maximum",
	"exclusiveMinimum",
	"exclusiveMaximum",
	"multipleOf",
	"minLength",
	"maxLength",
	"maxItems",
	"uniqueItems",
];

/** A schema for the answer: of an able model, JSON, an object at its root, every object closed, nothing undecodable. */
export function outputFormat({ outputConfig, modelId }: Loose, world: World, { region }: CallPlace): void {
	const text = outputConfig?.textFormat?.structure?.jsonSchema?.schema;
	if (text === undefined) return;
	if (!findModel(world, modelId, region).textFormat)
		refuse(
			"This model doesn't support the outputConfig.textFormat field. Remove outputConfig.textFormat and try again.",
		);
	let schema: Loose;
	try {
		schema = JSON.parse(text);
	} catch {
		refuse("outputConfig.textFormat.structure.jsonSchema.schema: the text is not JSON");
	}
	if (schema?.type !== "object") refuse("output_config.format.schema: the root must be of type object");
	checkNode(schema);
}

function checkNode(node: Loose): void {
	if (Array.isArray(node)) return void node.forEach(checkNode);
	if (typeof node !== "object" || node === null) return;
	if (node.type === "object" && node.additionalProperties !== false)
		refuse("output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false");
	const keyword = refused.find((name) => node[name] !== undefined);
	if (keyword !== undefined)
		refuse(`output_config.format.schema: For '${node.type}' type, property '${keyword}' is not supported`);
	if (typeof node.minItems === "number" && node.minItems > 1)
		refuse("output_config.format.schema: For 'array' type, 'minItems' values other than 0 or 1 are not supported");
	for (const child of [node.items, node.anyOf, node.allOf, node.oneOf]) checkNode(child);
	for (const children of [node.properties, node.$defs, node.definitions])
		Object.values(children ?? {}).forEach(checkNode);
}
