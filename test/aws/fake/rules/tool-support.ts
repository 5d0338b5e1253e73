import { findModel } from "../find-model.ts";
import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

/** Not every model takes tools, takes them while streaming, or can be made to call one. */
export function toolSupport(streaming: boolean) {
	return ({ toolConfig, modelId }: Loose, world: World, { region }: CallPlace): void => {
		if (toolConfig === undefined) return;
		const { tools, forcedTool } = findModel(world, modelId, region);
		if (tools === "none") refuse("This model doesn't support tool use.");
		if (streaming && tools === "unary") refuse("This model doesn't support tool use in streaming mode.");
		const forced = toolConfig.toolChoice?.any ? "any" : toolConfig.toolChoice?.tool ? "tool" : null;
		if (forced !== null && !forcedTool)
			refuse(
				`This model doesn't support the toolConfig.toolChoice.${forced} field. Remove toolConfig.toolChoice.${forced} and try again.`,
			);
	};
}
