import type { Model } from "../model/model.ts";
import type { BedrockOptions } from "./bedrock-options.ts";
import type { ConverseSettings } from "./converse-request.ts";
import type { ResolvedModel } from "./resolve-model.ts";

/** What a model of `aws.bedrock` is made of: for those who ask it in another way than by a call, as a batch does. */
export interface BedrockInsides {
	/** The model's own identity; that of a wrapped model differs where a layer changes its answers. */
	readonly identity: string;
	readonly resolved: ResolvedModel;
	readonly settings: ConverseSettings;
	readonly options: BedrockOptions;
}

const key = Symbol.for("touchstone.aws.bedrock");

/** Lets a model be recognised, through every `wrap` around it. */
export function withInsides<M extends Model>(model: M, insides: Omit<BedrockInsides, "identity">): M {
	const value: BedrockInsides = { ...insides, identity: model.identity };
	return Object.defineProperty(model, key, { value, enumerable: false });
}

/** null for a model that is not of `aws.bedrock`. */
export function insidesOf(model: Model): BedrockInsides | null {
	return (model as { readonly [key]?: BedrockInsides })[key] ?? null;
}
