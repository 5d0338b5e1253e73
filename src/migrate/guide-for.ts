import { ConfigError } from "../core/errors.ts";
import type { Guide } from "../optimize/guides/index.ts";
import * as guides from "../optimize/guides/index.ts";

const shipped: readonly Guide[] = [guides.nova, guides.claude, guides.llama, guides.qwen];

/**
 * The shipped guide that fits a model's name.
 *
 * @throws ConfigError when none does
 * @example
 * guideFor("qwen2.5-coder-0.5b").name // => "qwen"
 */
export function guideFor(model: string): Guide {
	const found = shipped.find(({ name }) => model.toLowerCase().includes(name));
	if (found !== undefined) return found;
	throw new ConfigError(
		`guideFor: expected a model of a family with a guide (${shipped.map(({ name }) => name).join(", ")}), found "${model}". Give one: { guide }.`,
	);
}
