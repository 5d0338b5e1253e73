import { ConfigError } from "../core/errors.ts";
import { textSchema } from "../core/text-schema.ts";
import { type Price, textOf, userMessage } from "../model/model.ts";
import { type Candidate, changeStep } from "../optimize/candidate.ts";
import { instructionParts, joinParts } from "../optimize/instruction-parts.ts";
import type { Optimized } from "../optimize/optimized.ts";
import { optimizedView } from "../optimize/optimized-view.ts";
import { defineOptimizer, type Optimizer } from "../optimize/optimizer.ts";
import { isProposalError, ProposalError } from "../optimize/proposal-error.ts";
import { screenFor, stepFacts } from "../optimize/step-facts.ts";
import type { Study } from "../optimize/study.ts";
import type { Task } from "../optimize/task.ts";
import { predict } from "../program/predict.ts";
import type { Program } from "../program/program.ts";
import type { PromptAdapter } from "../program/prompt/prompt.ts";
import { signature } from "../program/signature.ts";
import { displayable } from "../view/view.ts";
import type { AwsOptions } from "./connection.ts";
import { splitGeography } from "./geography.ts";
import { optimizePromptModel } from "./optimize-prompt-model.ts";
import { mostPromptCharacters } from "./optimize-prompt-text.ts";
import { resolveModel, rowCalled, rowOf } from "./resolve-model.ts";

export interface OptimizePromptOptions extends AwsOptions {
	/** The model that the prompt is to be written for: "nova-lite", or an id. */
	readonly target: string;
	/**
	 * "evidence" (the default): the prompt that Bedrock writes replaces the start only where paired rows of `validate` speak
	 * for it. "always" takes it when it passes the screen, and measures nothing.
	 */
	readonly keep?: "always" | "evidence";
	/** How often Bedrock is asked for a step until its text passes the screen. Default 3. */
	readonly tries?: number;
	/** What AWS asks for the optimization itself, a million tokens. Default: unknown, which a budget in dollars refuses. */
	readonly price?: Price;
}

/**
 * Amazon Bedrock's prompt optimization as an optimizer: Bedrock analyzes each step's instructions and rewrites them for a
 * model, one OptimizePrompt call a step.
 *
 * Bedrock sees the instructions alone, no rows; worked examples written into them are kept as they are. What it writes goes
 * through the same screen as every proposal (fields and labels must survive, no placeholders that nothing fills), and
 * replaces the start only with evidence. Its analysis is shown while it comes and stands in the result's notes.
 *
 * To make it the rewriting step of a migration: `migrate({ ..., rewriter: aws.optimizePrompt({ target: "nova-lite" }) })`.
 * For rewriting on data, for several models: `aws.advancedPromptOptimization`.
 *
 * @throws ConfigError for a target that is misspelt; from a run, before anything is sent, for instructions over 200 000
 *   characters
 * @throws ProposalError from a run when no text of Bedrock's passes the screen
 * @example
 * optimizePrompt({ target: "nova-lite" }).kind // => "optimizePrompt"
 */
export function optimizePrompt(options: OptimizePromptOptions): Optimizer {
	const { target, keep = "evidence", tries = 3, price = null, ...aws } = options;
	const id = targetId(target);
	const model = optimizePromptModel(id, price, aws);
	const withModel = <I, E, O>(task: Task<I, E, O>): Task<I, E, O> => ({ ...task, proposer: model });

	const optimizer = (said: string[]) => {
		const outline = ({ validate, steps }: { readonly validate: number; readonly steps: number }) => ({
			rows: keep === "evidence" ? 2 * validate : 0,
			proposals: steps,
		});
		return defineOptimizer({
			kind: "optimizePrompt",
			settings: { target: id, keep, tries },
			outline,
			least: outline,
			async run(study) {
				checkLengths(study.start.parameters);
				const candidate = await rewritten(study, id, tries, said);
				if (keep === "always") return candidate;
				const rows = study.task.validate.examples;
				for (const one of [study.start, candidate]) {
					const phase = one === study.start ? "baseline" : "confirm";
					await study.score(one, rows, phase);
					study.note(one, rows, phase);
				}
				return undefined;
			},
		});
	};

	const run = async <I, E, O>(program: Program<I, O>, task: Task<I, E, O>): Promise<Optimized<I, O>> => {
		const said: string[] = [];
		const result = await optimizer(said)<I, E, O>(program, withModel(task));
		return displayable({ ...result, notes: [...result.notes, ...said] }, optimizedView);
	};
	const plan: Optimizer["plan"] = (program, task) => optimizer([]).plan(program, withModel(task));
	return Object.assign(run, { kind: "optimizePrompt", plan });
}

/** Optimization is for a model, wherever it is called: the id of the model itself, without a geography. */
function targetId(target: string): string {
	const { name } = splitGeography(target.toLowerCase());
	const row = rowCalled(name) ?? rowOf(target);
	return row === null ? resolveModel(target).modelId : row.id;
}

function checkLengths(parameters: Candidate["parameters"]): void {
	for (const [step, { instructions }] of Object.entries(parameters)) {
		if (instructions.length <= mostPromptCharacters) continue;
		throw new ConfigError(
			`aws.optimizePrompt: expected instructions of at most ${mostPromptCharacters} characters, found ${instructions.length} in the step ${step}. Nothing was sent; shorten them.`,
		);
	}
}

async function rewritten<I, E, O>(
	study: Study<I, E, O>,
	target: string,
	tries: number,
	said: string[],
): Promise<Candidate> {
	let parameters = study.start.parameters;
	const why = new Set<string>();
	for (const step of Object.keys(parameters)) {
		const facts = stepFacts(study.program, step);
		const { told: current, examples } = instructionParts(parameters[step]?.instructions ?? "");
		const propose = async (attempt: number) => {
			const answer = await study.ask(asking(), { prompt: current }, "rewrite", attempt);
			const screened = screenFor(facts, answer?.optimized, { current, tried: [], shown: [] });
			if (screened?.ok === false) why.add(`its text ${screened.reason}`);
			if (screened?.ok === true && answer?.analysis) said.push(`Bedrock on ${step}: ${answer.analysis}`);
			return screened;
		};
		const text = await study.propose(propose, tries).catch((error: unknown) => {
			throw isProposalError(error) ? useless(tries, why) : error;
		});
		if (text === undefined) continue;
		parameters = changeStep(parameters, step, { instructions: joinParts({ told: text, examples }) });
	}
	return study.candidate(parameters, [study.start], `Bedrock's optimization for ${target}`);
}

function useless(tries: number, why: ReadonlySet<string>): ProposalError {
	return new ProposalError(
		`aws.optimizePrompt: expected instructions of use in ${tries} tries of Bedrock's, found none (${[...why].join("; ")}). Say in the instructions what must stay, or rewrite them with optimize.rewrite({ guide }).`,
	);
}

/** The prompt goes to Bedrock as it is; what comes back is the analysis and the prompt. */
const asItIs: PromptAdapter = {
	name: "as it is",
	format: (_signature, _parameters, { prompt }) => ({ messages: [userMessage(String(prompt))] }),
	parse: (_signature, { content }) => ({
		ok: true,
		fields: {
			analysis: content.flatMap((part) => (part.type === "reasoning" ? [part.text] : [])).join("\n"),
			optimized: textOf(content),
		},
	}),
	repair: () => [],
};

const asking = () =>
	predict(
		signature({
			name: "optimize-prompt",
			instructions: "Optimize the prompt.",
			input: { prompt: textSchema("The instructions as they are") },
			output: {
				analysis: textSchema("What Bedrock says of them"),
				optimized: textSchema("The instructions rewritten"),
			},
		}),
		{ adapter: asItIs, repairs: 0, maxTokens: 2_000 },
	);
