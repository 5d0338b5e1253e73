// watch evaluates a program on new rows again and again and says when it has fallen behind the report it was accepted with.
// You want it after a migration: the model, or what people ask, may change under you.
import { dataset, evaluate, metric, predict, scripted, signature, watch } from "touchstone";
import { z } from "zod";

const ticket = signature({
	name: "ticket",
	instructions: "Is this message a question or a complaint?",
	input: { text: z.string() },
	output: { kind: z.enum(["question", "complaint"]) },
});
const rows = (name: string, first: number, count: number) =>
	dataset(
		Array.from({ length: count }, (_, index) => ({ text: `message ${first + index}`, kind: "question" })),
		{ name, input: ["text"], expected: ["kind"] },
	);

// local("qwen2.5-coder-0.5b") would go here. This one gets worse with message 1150.
const model = scripted((request) => {
	const number = Number(/message (\d+)/.exec(JSON.stringify(request.messages))?.[1]);
	const right = number < 1150 ? number % 10 !== 0 : number % 2 !== 0;
	return `{"kind":"${right ? "question" : "complaint"}"}`;
});
const program = predict(ticket).using(model);
const accuracy = metric.accuracy("kind");
const quiet = { cache: false, progress: false } as const;

const reference = await evaluate(program, rows("test", 0, 200), [accuracy], quiet);
const watched = watch(program, { reference, metric: accuracy, evaluate: quiet }); // { file: "watch.json" } to go on next week
for (const [week, first] of [1000, 1050, 1100, 1150, 1200].entries()) {
	await watched.look(rows(`week ${week + 1}`, first, 50));
	if (week === 1) console.log(watched.result(), "\n");
}
console.log(watched.result());

// Prints:
// Watch: no sign of drift in 100 fresh rows against 200 reference rows; a drop of about 17.0 points would have rung by now, one of 9.1 points in 2,000 rows
//
// Figure                        Reference                Fresh                     Change
// ──────────────────  ───────────────────  ───────────────────  ─────────────────────────
// accuracy            90.0 % [85.1, 93.4]  90.0 % [82.6, 94.5]  0.0 points [-15.5, +12.5]
// format correctness              100.0 %              100.0 %                 0.0 points
// latency p50                        0 ms                 0 ms
// cost a row                           $0                   $0
// failed rows                    0 of 200             0 of 100
//
// Rule: testing by betting (Waudby-Smith & Ramdas 2024). However often you look, the alarm ever rings without a loss with a chance of at most 5 %. The interval of the change holds at every look while the fresh mean stays as it is; those of the means are for one look.
//
// Look  Rows of  Rows                 Mean  Evidence  Drift
// ────  ───────  ────  ───────────────────  ────────  ───────
//    1  week 1     50  90.0 % [78.6, 95.7]      0.47  no sign
//    2  week 2     50  90.0 % [78.6, 95.7]      0.44  no sign
//
// Evidence of a loss in all fresh rows by then; the alarm rings at 20.
//
// Watch: DRIFTED since about fresh row 129; the alarm rang at look 4 (week 4)
//
// Figure                        Reference                Fresh                      Change
// ──────────────────  ───────────────────  ───────────────────  ──────────────────────────
// accuracy            90.0 % [85.1, 93.4]  74.0 % [68.2, 79.0]  -16.0 points [-28.6, -2.9]
// format correctness              100.0 %              100.0 %                  0.0 points
// latency p50                        0 ms                 0 ms
// cost a row                           $0                   $0
// failed rows                    0 of 200             0 of 250
//
// Rule: testing by betting (Waudby-Smith & Ramdas 2024). However often you look, the alarm ever rings without a loss with a chance of at most 5 %. The interval of the change holds at every look while the fresh mean stays as it is; those of the means are for one look.
//
// Look  Rows of  Rows                 Mean   Evidence  Drift
// ────  ───────  ────  ───────────────────  ─────────  ─────────
//    1  week 1     50  90.0 % [78.6, 95.7]       0.47  no sign
//    2  week 2     50  90.0 % [78.6, 95.7]       0.44  no sign
//    3  week 3     50  90.0 % [78.6, 95.7]       0.42  no sign
//    4  week 4     50  50.0 % [36.6, 63.4]        268  drift !
//    5  week 5     50  50.0 % [36.6, 63.4]  4,029,280  drift !
//
// Evidence of a loss in all fresh rows by then; the alarm rings at 20.
