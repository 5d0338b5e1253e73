import type { PriceFile } from "../model/price-file.ts";
import { absent, formatUsd } from "../view/format.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";

/** Refreshed prices as a table. */
export function pricesView({ rows, source, date, skipped }: PriceFile & { readonly skipped: number }): View {
	const rate = (usd: number | undefined) => (usd === undefined ? absent : formatUsd(usd));
	return table({
		caption: "Prices in US dollars per million tokens, on demand (estimates)",
		columns: [
			{ key: "model", label: "Model" },
			{ key: "scopes", label: "Where" },
			{ key: "input", label: "In", align: "right" },
			{ key: "output", label: "Out", align: "right" },
			{ key: "cacheRead", label: "Cache read", align: "right" },
			{ key: "batch", label: "Batch in / out", align: "right" },
		],
		rows: rows.map((row) => ({
			model: row.names.at(-1) ?? "",
			scopes: row.scopes.map((scope) => (scope === "region" ? row.region : scope)).join(", "),
			input: rate(row.input),
			output: rate(row.output),
			cacheRead: rate(row.cacheRead),
			batch: `${rate(row.batchInput)} / ${rate(row.batchOutput)}`,
		})),
		note: `${source}, read ${date}. ${skipped} entries hold no rate of text tokens that we know how to read.`,
	});
}
