import type { Example } from "../data/dataset.ts";
import { instructionParts } from "../optimize/instruction-parts.ts";
import type { Program } from "../program/program.ts";
import { describeFields, fieldsOf } from "../program/prompt/describe.ts";

/** How Bedrock is to judge answers; left out, a judge of its own (accuracy, completeness, expression). */
export type PromptEvaluation =
	/** Up to five sentences that say what is wanted. */
	| { readonly steering: readonly string[] }
	/** A judge model with a rubric that holds {{prompt}}, {{response}} and {{referenceResponse}}. */
	| { readonly label: string; readonly judge: { readonly model: string; readonly prompt: string } }
	/** A Lambda function that scores `{ preds, golds }`. */
	| { readonly label: string; readonly lambda: string };

/** AWS's quotas, from its documentation (read 2026-11-22). */
export const quotas = { templates: 10, rows: 100, fields: 20, targets: 5, steering: 5, bytes: 50_000_000 };

/** The judges that AWS's documentation lists (read 2026-11-22). */
export const judgeModels = [
	"anthropic.claude-opus-4-6-v1",
	"anthropic.claude-sonnet-4-6",
	"anthropic.claude-sonnet-4-5-20250929-v1:0",
];

/**
 * The line of the job's input for a program of one step: its instructions as a template with a placeholder a field, its
 * rows as samples.
 *
 * Worked examples in the instructions are left out, they are put back afterwards. The answer is asked for as JSON, as the
 * program asks for it.
 */
export function promptRecord<I, E, O>(
	program: Pick<Program<I, O>, "parameters" | "schemas">,
	step: string,
	examples: readonly Example<I, E>[],
	evaluation: PromptEvaluation | undefined,
): Row & { readonly promptTemplate: string } {
	const { input = {}, output = {} } = program.schemas[step] ?? {};
	const fields = fieldsOf(input).map(([name]) => name);
	const answers = fieldsOf(output).map(([name]) => name);
	const { told } = instructionParts(program.parameters[step]?.instructions ?? "");
	const given = fields.map((field) => `${field}:\n{{${field}}}`);
	const answer = `Answer with a JSON object of these fields and nothing else:\n${describeFields(output)}`;
	return {
		version: "bedrock-2026-05-14",
		templateId: step,
		promptTemplate: [told, ...given, answer].join("\n\n"),
		...evaluationOf(evaluation),
		evaluationSamples: examples.map(({ input: values, expected }) => ({
			// a field an object: more than one in an object fails silently
			inputVariables: fields.map((field) => ({ [field]: textOf((values as Row)[field]) })),
			...referenceOf(expected, answers),
		})),
	};
}

type Row = Readonly<Record<string, unknown>>;

function textOf(value: unknown): string {
	return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** What is expected of the fields that the step answers; a column that only a metric reads is no answer. */
function referenceOf(expected: unknown, answers: readonly string[]): { readonly referenceResponse?: string } {
	const all = typeof expected === "object" && expected !== null ? (expected as Row) : {};
	const known = answers.filter((field) => all[field] !== undefined);
	if (known.length === 0) return {};
	return { referenceResponse: JSON.stringify(Object.fromEntries(known.map((field) => [field, all[field]]))) };
}

function evaluationOf(evaluation: PromptEvaluation | undefined): object {
	if (evaluation === undefined) return {};
	if ("steering" in evaluation) return { steeringCriteria: evaluation.steering };
	const label = { customEvaluationMetricLabel: evaluation.label };
	if ("lambda" in evaluation) return { ...label, evaluationMetricLambdaArn: evaluation.lambda };
	const { model, prompt } = evaluation.judge;
	return { ...label, customLLMJConfig: { customLLMJPrompt: prompt, customLLMJModelId: model } };
}

/**
 * Instructions from an optimized template: the program hands its fields over by itself, so a placeholder becomes a mention.
 *
 * @example
 * instructionsFrom("Read the mail.\n\nmail:\n{{mail}}\n\nIs it spam?") // => "Read the mail.\n\nmail:\n(given: mail)\n\nIs it spam?"
 */
export function instructionsFrom(template: string): string {
	return template.replace(/\{\{\s*([\w-]+)\s*\}\}/g, "(given: $1)").trim();
}
