import { expect, it } from "vitest";
import { modelTable } from "../../../src/aws/model-table.ts";
import { catalogue } from "./catalogue.ts";

// Two tables, written apart from the same sources: where they differ, one of them is wrong.
it.each(modelTable.map((row) => [row.alias, row] as const))("knows %s as the table of aliases does", (_, row) => {
	const model = catalogue.find(({ id }) => id === row.id);
	expect(model?.expired).toBe(row.endOfLife !== null && row.endOfLife < "2026-11-22");
	if (model === undefined || model.expired) return;
	expect([...model.profiles].sort()).toEqual([...row.profiles].sort());
	expect(model.onDemand).toEqual(row.onDemand === "anywhere" ? "everywhere" : row.onDemand);
	expect(model.maxTokens).toBe(row.maxOutputTokens ?? 0);
	expect(model.forcedTool).toBe(row.can.forcedTool);
	// What is promised must be taken; the fake may take more, where no source says that AWS does not.
	expect(!row.can.tools || model.tools !== "none").toBe(true);
	expect(!row.can.streamTools || model.tools === "full").toBe(true);
	expect(!row.can.nativeJson || model.textFormat).toBe(true);
});
