import { expect, it } from "vitest";
import { optimizedView } from "../../src/optimize/optimized-view.ts";
import { expectInlineOnly } from "../view/inline-only.ts";
import { evidence, outcome, standing } from "./outcome.ts";

const start = standing(0);
const demos = [{ input: { subject: "Hello", body: "a <b>\nline" }, output: { label: "spam" } }];
const best = standing(1, {
	value: 0.625,
	low: 0.427,
	high: 0.788,
	evidence: evidence(0.125, 0.02),
	parameters: { label: { instructions: "Label the short mail.", demos } },
	failed: 2,
	onFront: true,
});
const dropped = standing(2, { complete: false, rows: 6 });
const promoted = outcome([start, best, dropped], { chosen: best, leader: best, promoted: true });

it("says what was decided, on what, what changed and what it took", () => {
	expect(optimizedView(promoted).text).toBe(
		`
gepa on triage: candidate 1 replaces the start: +12.5 points [+3.1, +21.9], p = 0.020 after Holm over 2 candidates
  read it so  The best value was selected on the rows that measured it, so it flatters: test rows will say less. Measure them: evaluate(result.program, test, metrics). 1 candidate did not get to all rows of validate and could not be chosen.
  candidates  3 with the start, 2 on all 24 rows of validate
  proposals   6 asked for, 4 used

Candidate  Made by                 exact [95 %]                To the start  p (Holm)   Failed  Tokens/row  Cost/row  Latency p50  Front
─────────  ─────────────  ─────────────────────  ──────────────────────────  ────────  ───────  ──────────  ────────  ───────────  ─────
1          instruction 1  62.5 % [42.7, 78.8] *  +12.5 points [+3.1, +21.9]     0.020  2 of 24         110  $0.00100       200 ms  ●
start      as given       50.0 % [31.4, 68.6]                                                0         100  $0.00100       200 ms  ●

* best
p: one-sided, that a candidate is no better than the start. Front: no other is as good in value, cost, tokens and latency, and better in one.

Candidate 1 against the start

  Label the {+short +}mail.
  1 demo (was 0)
    subject: Hello, body: a <b> line → spam

What it took

Amount  Budget    Forecast    Spent
──────  ──────  ──────────  ───────
calls      100          96       48
tokens       –       9,200    5,136
cost         –      $0.100  $0.0540
time         –  1 min 30 s     30 s

Where it went

Phase     Model  Calls  Tokens in  Tokens out     Cost  Time at the model
────────  ─────  ─────  ─────────  ──────────  ───────  ─────────────────
baseline  small     24      2,400          48  $0.0240               12 s
search    small     24      2,640          48  $0.0300         1 min 30 s
in all              48      5,040          96  $0.0540         1 min 42 s
`.trim(),
	);
});

it("holds inline styles only, and escapes what a model wrote", () => {
	const { html } = optimizedView(promoted);
	expectInlineOnly(html);
	expect(html).toContain("a &lt;b&gt; line → spam");
});

it("shows a price that is not known as unknown, in the ledger's sum too", () => {
	const unpriced = standing(0, { usdPerRow: null });
	const [line] = outcome([start]).spending;
	const spending = [{ ...line, usd: null }, line] as never;
	const { text } = optimizedView(
		outcome([unpriced], {
			spending,
			spent: { calls: 24, tokens: 2448, usd: null, seconds: 3 },
			sent: { calls: 24, tokens: 2448, usd: null },
			proposals: { asked: 0, used: 0 },
		}),
	);
	expect(text).toMatch(/^start .* unknown /m);
	expect(text).toMatch(/^cost .* unknown$/m);
	expect(text).toMatch(/^in all .* unknown /m);
	expect(text).not.toContain("proposals");
	expect(text).not.toContain("against the start\n");
});

it("shows what this run sent beside what the work costs, where a tape or a run file answered", () => {
	const { text } = optimizedView({ ...promoted, sent: { calls: 0, tokens: 0, usd: 0 } });
	expect(text).toMatch(/Spent +Of it sent by this run$/m);
	expect(text).toMatch(/^calls +100 +96 +48 +0$/m);
	expect(text).toMatch(/^in all +48 /m);
	expect(optimizedView(promoted).text).not.toContain("sent by this run");
});

it("ranks upwards where lower is better, and says so", () => {
	const metric = { name: "latency", direction: "lower", unit: "ms" } as const;
	const slow = standing(0, { value: 900, low: 800, high: 1000 });
	const fast = standing(1, { value: 780, low: 700, high: 850, evidence: evidence(120, 0.001) });
	const { text } = optimizedView(outcome([slow, fast], { metric, chosen: fast, leader: fast, promoted: true }));
	expect(text).toMatch(/1 .*780 ms \[700, 850\] \* .*-120 ms.*\n\s*start .*0\.90 s \[0\.80, 1\.00\]/);
	expect(text).toContain("Lower latency is better.");
});

it("names why the run ended and where it went on, and what the best would have changed", () => {
	const { text } = optimizedView(
		outcome([start, { ...best, evidence: evidence(0.125, 0.4, 90) }], {
			leader: best,
			stopped: "the stop button was pressed",
			resumed: { calls: 30, runFile: "run.jsonl" },
			forecast: { ...promoted.forecast, endsBy: "usd", usd: null, minutes: null },
		}),
	);
	expect(text).toContain("stopped     the stop button was pressed");
	expect(text).toMatch(/resumed +30 calls came from run\.jsonl/);
	expect(text).toContain("Candidate 1 against the start (it is not used)");
	expect(text).toContain("The optimizer could have gone on: the budget in dollars was expected to end it.");
});

it("keeps the start and the chosen one in sight among many", () => {
	const many = Array.from({ length: 20 }, (_, index) => standing(index + 1, { value: 0.9 - index * 0.01 }));
	const { text } = optimizedView(outcome([start, ...many]));
	expect(text.match(/instruction \d+/g)).toHaveLength(12);
	expect(text).toMatch(/^start +as given/m);
	expect(text).toContain("8 weaker candidates not shown.");
});
