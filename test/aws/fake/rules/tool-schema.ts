import { findModel } from "../find-model.ts";
import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

/** The root of a tool's schema is an object; Nova's knows three keywords, Claude's no alternatives. */
export function toolSchema({ toolConfig, modelId }: Loose, world: World, { region }: CallPlace): void {
	const { family } = findModel(world, modelId, region);
	const names: string[] = [];
	for (const [index, tool] of (toolConfig?.tools ?? []).entries()) {
		if (tool.toolSpec === undefined) continue;
		const schema = tool.toolSpec.inputSchema.json;
		const path = `toolConfig.tools.${index}.toolSpec.inputSchema.json`;
		if (schema?.type !== "object") refuse(`The value at ${path}.type must be one of the following: object.`);
		const alternatives = ["oneOf", "anyOf", "allOf"].find((keyword) => schema[keyword] !== undefined);
		if (alternatives !== undefined)
			refuse(`${path}: input_schema does not support oneOf, allOf, or anyOf at the top level`);
		const extra = Object.keys(schema).find((keyword) => !["type", "properties", "required"].includes(keyword));
		if (family === "nova" && extra !== undefined)
			refuse(`${path}: the top level of a Nova tool takes type, properties and required only, found ${extra}`);
		names.push(tool.toolSpec.name);
	}
	if (new Set(names).size < names.length) refuse("toolConfig.tools contains duplicate tool names.");
	const chosen = toolConfig?.toolChoice?.tool?.name;
	if (chosen !== undefined && !names.includes(chosen))
		refuse(`The toolConfig.toolChoice.tool.name ${chosen} is not one of the tools.`);
}
