import { ModelError } from "../../src/core/errors.ts";
import { fromExamples } from "../../src/data/dataset.ts";
import { exact } from "../../src/metric/exact.ts";
import type { Budget } from "../../src/model/middleware/budget.ts";
import { type Model, type Price, textOf } from "../../src/model/model.ts";
import { scripted } from "../../src/model/scripted.ts";
import type { Optimized } from "../../src/optimize/optimized.ts";
import type { Optimizer } from "../../src/optimize/optimizer.ts";
import { predict } from "../../src/program/predict.ts";
import { parity, restless, steadyProposer, textOfRequest, train, validate } from "./support.ts";

export const settings = {
	numCandidates: 4,
	numTrials: 5,
	minibatchSize: 4,
	minibatchFullEvalSteps: 2,
	maxBootstrappedDemos: 2,
	maxLabeledDemos: 2,
} as const;

/** Some hold the whole run, some end it in the middle. */
export const budgets = {
	calls: { calls: 500 },
	"few calls": { calls: 33 },
	tokens: { tokens: 2000 },
	dollars: { usd: 0.0061 },
} as const satisfies Record<string, Budget>;

const price: Price = { input: 1, output: 7, source: "made up", date: "2026-01-01" };
const sentences = [
	"Think about the number for a while and then say even or odd, as you like.",
	"Look at the last digit of the number and say whether it is even or odd.",
	"Name the parity of the number in one word, even or odd, without thinking twice.",
	"Say odd when in doubt about the number and even when you are sure of it.",
	"Divide the number by two and say even where nothing is left over, else odd.",
];

/**
 * A model that always answers the same to the same: rightly on some numbers and more with a good prompt, first in a form
 * that does not fit on some, and that refuses some.
 */
function steadyPupil(refuses: boolean) {
	return scripted(
		(request) => {
			const text = textOfRequest(request);
			const asked = request.messages.filter((message) => message.role === "user").map(({ content }) => textOf(content));
			const numbers = [...asked.join("\n").matchAll(/-?\d+/g)].map(([n]) => Number(n));
			const n = numbers.at(-1) ?? 0;
			if (refuses && n % 11 === 3 && !text.includes("last digit"))
				throw new ModelError("no", { model: "pupil", status: 400, retryable: false });
			if (n % 5 === 1 && request.messages.at(-2)?.role !== "assistant") return "I think it is hard to say";
			const skill = 0.3 + (text.includes("last digit") ? 0.3 : 0) + (request.messages.length > 4 ? 0.2 : 0);
			const right = ((n * 7919) % 24) / 24 < skill;
			return JSON.stringify({ label: right === (n % 2 === 0) ? "even" : "odd" });
		},
		{ id: "pupil", identity: "pupil", price },
	);
}

const small = fromExamples("validate", validate.examples.slice(0, 8));

export interface ResumableOptions {
	readonly budget: Budget;
	/** Of the order in which answers arrive. */
	readonly seed: number;
	readonly concurrency?: number;
	readonly runFile?: string;
	/** Kills the run at this call. */
	readonly stopAfter?: number;
	readonly onCall?: (calls: number) => void;
	/** Puts something in front of a model: a tape. */
	readonly through?: (model: Model, role: "task" | "proposer") => Model;
	/** Whether the task model refuses some requests; default true. */
	readonly refuses?: boolean;
}

/** One run on a tiny task whose models always say the same, in an order that `seed` decides. */
export async function resumable(
	optimizer: Optimizer,
	options: ResumableOptions,
): Promise<{ readonly result: Optimized; readonly sent: number }> {
	const { budget, seed, concurrency = 4, runFile, stopAfter = Infinity, onCall, refuses = true } = options;
	const { through = (model) => model } = options;
	const controller = new AbortController();
	let sent = 0;
	const count = () => {
		sent++;
		onCall?.(sent);
		if (sent === stopAfter) controller.abort();
	};
	const model = through(restless(steadyPupil(refuses), seed, count), "task");
	const result = await optimizer(predict(parity, { model }), {
		train,
		validate: small,
		metric: exact("label"),
		budget,
		concurrency,
		proposer: through(restless(steadyProposer(sentences, { price }), seed + 1000, count), "proposer"),
		progress: false,
		retry: false,
		signal: controller.signal,
		...(runFile === undefined ? {} : { runFile }),
	});
	return { result: result as Optimized, sent };
}
