import { formatP } from "../evaluate/compare-view.ts";
import { card } from "../view/card.ts";
import {
	absent,
	formatCount,
	formatDuration,
	formatInterval,
	formatMs,
	formatNumber,
	formatUsd,
} from "../view/format.ts";
import { stack } from "../view/stack.ts";
import { type Cell, table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import { oneLine } from "../view/width.ts";
import { unusedWords } from "./forecast.ts";
import type { Standing } from "./optimized.ts";
import { changesView } from "./optimized-changes.ts";
import type { OptimizedFacts } from "./optimized-facts.ts";
import { cautions, differenceText, headline } from "./optimized-headline.ts";

/** An optimizer's outcome: what it decided and why, every candidate that could be chosen, what changed, what it took. */
export function optimizedView(facts: OptimizedFacts): View {
	return stack([outcome(facts), candidateTable(facts), ...changes(facts), amountTable(facts), ledgerTable(facts)]);
}

function outcome(facts: OptimizedFacts): View {
	const { run, candidates, proposals, stopped, resumed } = facts;
	const complete = candidates.filter((one) => one.complete).length;
	const notes = cautions(facts);
	return card({
		title: oneLine(`${run.optimizer} on ${run.program.name}: ${headline(facts)}`),
		facts: {
			...(stopped === undefined ? {} : { stopped }),
			...(notes.length === 0 ? {} : { "read it so": notes.join("\n") }),
			candidates: `${candidates.length} with the start, ${complete} on all ${formatCount(run.validate.rows, "row")} of ${run.validate.name}`,
			...(proposals.asked === 0 ? {} : { proposals: `${proposals.asked} asked for, ${proposals.used} used` }),
			...(resumed === undefined
				? {}
				: { resumed: `${formatCount(resumed.calls, "call")} came from ${resumed.runFile}` }),
		},
	});
}

/** More lines would bury those that matter. */
const mostLines = 12;

function candidateTable(facts: OptimizedFacts): View {
	const { metric, chosen, leader, start, candidates, level } = facts;
	const sign = metric.direction === "higher" ? -1 : 1;
	const worth = ({ value }: Standing) => (value === null ? Infinity : sign * value);
	const ranked = candidates
		.filter((one) => one.complete)
		.sort((a, b) => (worth(a) === worth(b) ? a.number - b.number : worth(a) - worth(b)));
	const named = [start.number, chosen.number, leader.number];
	const shown = ranked.filter((one, place) => place < mostLines || named.includes(one.number));
	const hidden = ranked.length - shown.length;
	const value = (one: Standing): Cell => {
		const text = formatInterval({ mean: one.value, low: one.low, high: one.high }, metric.unit ?? "number");
		return one.number === leader.number && one.value !== null ? { text, mark: "best" } : text;
	};
	return table({
		columns: [
			{ key: "name", label: "Candidate" },
			{ key: "origin", label: "Made by" },
			{ key: "value", label: `${metric.name} [${Math.round(level * 100)} %]`, align: "right", format: (cell) => cell },
			{ key: "difference", label: "To the start", align: "right" },
			{ key: "p", label: "p (Holm)", align: "right" },
			{ key: "failed", label: "Failed", align: "right" },
			{ key: "tokens", label: "Tokens/row", align: "right" },
			{ key: "usd", label: "Cost/row", align: "right" },
			{ key: "latency", label: "Latency p50", align: "right" },
			{ key: "front", label: "Front" },
		],
		rows: shown.map((one) => ({
			name: one.number === start.number ? "start" : String(one.number),
			origin: one.number === start.number ? "as given" : one.origin,
			value: value(one),
			difference: differenceText(one, facts),
			p: one.evidence === undefined ? "" : formatP(one.evidence.adjustedP),
			failed: failures(one),
			tokens: formatNumber(one.tokensPerRow, 0),
			usd: formatUsd(one.usdPerRow),
			latency: formatMs(one.latencyP50Ms),
			front: one.onFront ? "●" : "",
		})),
		note: [
			...(hidden === 0 ? [] : [`${formatCount(hidden, "weaker candidate")} not shown.`]),
			...(metric.direction === "lower" ? [`Lower ${metric.name} is better.`] : []),
			"p: one-sided, that a candidate is no better than the start. Front: no other is as good in value, cost, tokens and latency, and better in one.",
		].join(" "),
		width: 150,
	});
}

function failures({ failed, unscored, rows }: Standing): Cell {
	const words = [
		...(failed === 0 ? [] : [`${failed} of ${rows}`]),
		...(unscored === 0 ? [] : [`${unscored} not scored`]),
	];
	return words.length === 0 ? "0" : words.join(", ");
}

function changes({ promoted, chosen, leader, start }: OptimizedFacts): View[] {
	const shown = promoted ? chosen : leader;
	if (shown.id === start.id) return [];
	const title = `Candidate ${shown.number} against the start${promoted ? "" : " (it is not used)"}`;
	return [changesView(title, start.parameters, shown.parameters)];
}

const limitNames = { calls: "calls", tokens: "tokens", usd: "dollars", seconds: "time" } as const;

function amountTable({ budget, forecast, spent, sent }: OptimizedFacts): View {
	const seconds = (value: number | null | undefined) =>
		value === undefined ? absent : value === null ? "unknown" : formatDuration(value * 1000);
	const count = (value: number | undefined) => (value === undefined ? absent : formatNumber(value, 0));
	const rows = [
		{
			amount: "calls",
			budget: count(budget.calls),
			forecast: count(forecast.calls),
			spent: count(spent.calls),
			sent: count(sent.calls),
		},
		{
			amount: "tokens",
			budget: count(budget.tokens),
			forecast: count(forecast.inputTokens + forecast.outputTokens),
			spent: count(spent.tokens),
			sent: count(sent.tokens),
		},
		{
			amount: "cost",
			budget: budget.usd === undefined ? absent : formatUsd(budget.usd),
			forecast: formatUsd(forecast.usd),
			spent: formatUsd(spent.usd),
			sent: formatUsd(sent.usd),
		},
		{
			amount: "time",
			budget: seconds(budget.seconds),
			forecast: seconds(forecast.minutes === null ? null : forecast.minutes * 60),
			spent: seconds(spent.seconds),
			sent: absent,
		},
	];
	const notes = [
		...(forecast.endsBy === undefined
			? []
			: [`The optimizer could have gone on: the budget in ${limitNames[forecast.endsBy]} was expected to end it.`]),
		...unusedWords(forecast.uses ?? null),
	];
	const isAllSent = sent.calls === spent.calls && sent.tokens === spent.tokens;
	return table({
		caption: "What it took",
		columns: [
			{ key: "amount", label: "Amount" },
			{ key: "budget", label: "Budget", align: "right" },
			{ key: "forecast", label: "Forecast", align: "right" },
			{ key: "spent", label: "Spent", align: "right" },
			...(isAllSent ? [] : ([{ key: "sent", label: "Of it sent by this run", align: "right" }] as const)),
		],
		rows,
		...(notes.length === 0 ? {} : { note: notes.join(" ") }),
	});
}

function ledgerTable({ spending }: OptimizedFacts): View {
	const sum = (read: (line: (typeof spending)[number]) => number) =>
		spending.reduce((total, line) => total + read(line), 0);
	const total = {
		phase: "in all",
		model: "",
		calls: sum(({ calls }) => calls),
		inputTokens: sum(({ inputTokens }) => inputTokens),
		outputTokens: sum(({ outputTokens }) => outputTokens),
		usd: spending.reduce<number | null>((all, { usd }) => (all === null || usd === null ? null : all + usd), 0),
		modelSeconds: sum(({ modelSeconds }) => modelSeconds),
	};
	const count = (value: number) => formatNumber(value, 0);
	return table({
		caption: "Where it went",
		columns: [
			{ key: "phase", label: "Phase" },
			{ key: "model", label: "Model" },
			{ key: "calls", label: "Calls", format: count },
			{ key: "inputTokens", label: "Tokens in", format: count },
			{ key: "outputTokens", label: "Tokens out", format: count },
			{ key: "usd", label: "Cost", align: "right", format: formatUsd },
			{ key: "modelSeconds", label: "Time at the model", format: (value) => formatDuration(value * 1000) },
		],
		rows: spending.length > 1 ? [...spending, total] : spending,
	});
}
