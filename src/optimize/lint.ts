import { escapeHtml } from "../view/escape.ts";
import { formatCount } from "../view/format.ts";
import { table } from "../view/table.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";
import { oneLine, truncate } from "../view/width.ts";
import type { Guide, PromptText, Severity } from "./guides/guide.ts";

/** One rule of a guide that a prompt breaks. */
export interface Finding {
	/** The rule's id in the guide. */
	readonly rule: string;
	readonly severity: Severity;
	/** What breaks it. */
	readonly message: string;
	/** The line of the prompt where that shows, cut to 200 columns. */
	readonly excerpt?: string;
}

/** The findings, gravest first; empty when every rule that can be checked is followed. */
export type Lint = readonly Finding[] & Displayable;

/**
 * Reports which rules of a family's prompt guide a prompt breaks, by looking, without a model.
 *
 * Only the rules with a check are looked at; the view says how many there are. A finding is a reason to look, not a proof
 * that the model does worse: measure both prompts. Instructions alone are read as a system prompt; what the program's
 * prompt adapter adds to them (the output fields and their types) counts only when the whole prompt is given.
 *
 * @param prompt instructions, or the whole prompt: `{ system, user, demos }`, with tools and decoding where there are any
 * @param guide one of `nova`, `claude`, `llama`, `qwen`, or your own
 * @example
 * const guide = { name: "ours", family: "any", sources: [], layout: { style: "heading", sections: [] }, rules: [
 *   { id: "polite", says: "Say please.", why: "Manners.", severity: "hint", source: "us", check: ({ system }) => /please/i.test(system) ? null : { message: "no please" } },
 * ] };
 * lint("Judge the mail.", guide) // => [{ rule: "polite", severity: "hint", message: "no please" }]
 * lint("Please judge the mail.", guide).length // => 0
 */
export function lint(prompt: string | PromptText, guide: Guide): Lint {
	const whole = typeof prompt === "string" ? { system: prompt, user: "", demos: [] } : prompt;
	const findings = guide.rules.flatMap((rule): Finding[] => {
		const breach = rule.check?.(whole) ?? null;
		if (breach === null) return [];
		const excerpt = breach.excerpt === undefined ? {} : { excerpt: truncate(oneLine(breach.excerpt), 200) };
		return [{ rule: rule.id, severity: rule.severity, message: breach.message, ...excerpt }];
	});
	findings.sort((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity));
	return displayable(findings, (list) => lintView(list, guide));
}

const gravity: readonly Severity[] = ["error", "warning", "hint"];

function lintView(findings: readonly Finding[], guide: Guide): View {
	const checked = guide.rules.filter((rule) => rule.check !== undefined).length;
	const unchecked = guide.rules.length - checked;
	const count = `${formatCount(checked, "rule")} of the ${guide.name} guide that can be checked`;
	const further = unchecked > 0 ? ` ${formatCount(unchecked, "further rule")} cannot be checked by looking.` : "";
	if (findings.length === 0) {
		const text = `The prompt follows all of the ${count}.${further}`;
		return { text, html: `<p>${escapeHtml(text)}</p>` };
	}
	const rules = new Map(guide.rules.map((rule) => [rule.id, rule]));
	return table({
		columns: [
			{
				key: "severity",
				label: "Severity",
				format: (severity) => (severity === "error" ? { text: severity, mark: "warning" } : severity),
			},
			{ key: "rule", label: "Rule" },
			{ key: "message", label: "What breaks it" },
			{ key: "says", label: "What the guide says" },
		],
		rows: findings.map((finding) => ({
			...finding,
			message: finding.excerpt === undefined ? finding.message : `${finding.message}: ${finding.excerpt}`,
			says: rules.get(finding.rule)?.says ?? null,
		})),
		caption: `The prompt breaks ${findings.length} of the ${count}`,
		...(further !== "" && { note: further.trim() }),
	});
}
