import { addAmounts, noAmount } from "../model/middleware/amount.ts";
import type { CallRecord } from "./run-file.ts";

/** What a run spent on one phase with one model. */
export interface Spending {
	readonly phase: string;
	readonly model: string;
	/** Sent, failed tries included. */
	readonly calls: number;
	readonly inputTokens: number;
	readonly outputTokens: number;
	/** US dollars; null when a price is unknown. */
	readonly usd: number | null;
	/** Time at the model, in seconds, summed over calls. */
	readonly modelSeconds: number;
}

/** The ledger of a run: a line for each phase and model, in the order of the phases and of the models' names. */
export function spending(records: readonly CallRecord[]): Spending[] {
	const groups = new Map<string, CallRecord[]>();
	for (const record of records) {
		const key = JSON.stringify([record.phase, record.model]);
		groups.set(key, [...(groups.get(key) ?? []), record]);
	}
	const phases = [...new Set(records.map(({ phase }) => phase))];
	const lines = [...groups.values()].map((group) => {
		// in the order of their keys: a sum of fractions is then the same whichever call ended first
		const sorted = [...group].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
		const [first] = group as [CallRecord, ...CallRecord[]];
		const total = sorted.reduce((sum, { spent }) => addAmounts(sum, spent), noAmount);
		const usage = sorted.flatMap(({ response }) => (response === undefined ? [] : [response]));
		const sum = (read: (response: (typeof usage)[number]) => number) => usage.reduce((all, one) => all + read(one), 0);
		return {
			phase: first.phase,
			model: first.model,
			calls: total.calls,
			inputTokens: sum(
				({ usage: { inputTokens, cachedInputTokens, cacheWriteTokens } }) =>
					inputTokens + cachedInputTokens + cacheWriteTokens,
			),
			outputTokens: sum(({ usage: { outputTokens } }) => outputTokens),
			usd: total.usd,
			modelSeconds: sum(({ latencyMs }) => latencyMs) / 1000,
		};
	});
	const place = (line: Spending) => phases.indexOf(line.phase);
	return lines.sort((a, b) => place(a) - place(b) || (a.model < b.model ? -1 : 1));
}
