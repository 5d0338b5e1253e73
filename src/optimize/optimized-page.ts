import { escapeHtml } from "../view/escape.ts";
import { page } from "../view/page.ts";
import type { View } from "../view/view.ts";
import { curveImage } from "./live-panel.ts";
import type { Standing } from "./optimized.ts";
import type { OptimizedFacts } from "./optimized-facts.ts";
import { optimizedView } from "./optimized-view.ts";

/**
 * One self-contained HTML page: the outcome, the curve of the best so far, further views (charts), then every candidate's
 * instructions and demos, folded away, and where the figures come from.
 */
export function optimizedPage(facts: OptimizedFacts, extra: readonly View[] = []): string {
	const { run, forecast, spent } = facts;
	const sections = [
		optimizedView(facts).html,
		curveImage({ ...facts, calls: Math.min(forecast.calls, spent.calls), spent: spent.calls }),
		...extra.map((view) => view.html),
		`<h2>Candidates</h2>${facts.candidates.map(candidateHtml).join("\n")}`,
		`<h2>Provenance</h2>${pre(run)}`,
	];
	return page({ title: `${run.optimizer} on ${run.program.name}`, body: sections.join("\n") });
}

function candidateHtml({ number, origin, parents, parameters }: Standing): string {
	const from = parents.length === 0 ? "" : `, from ${parents.join(" and ")}`;
	return `<details><summary>${escapeHtml(`${number}: ${origin}${from}`)}</summary>${pre(parameters)}</details>`;
}

function pre(value: unknown): string {
	return `<pre style="white-space:pre-wrap">${escapeHtml(JSON.stringify(value, null, 1))}</pre>`;
}
