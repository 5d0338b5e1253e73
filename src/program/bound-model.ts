import { ConfigError } from "../core/errors.ts";
import type { Model } from "../model/model.ts";

/**
 * The model that a step runs on: the one bound to it, else that of the run.
 *
 * @throws ConfigError when there is neither
 */
export function boundModel(name: string, bound: Model | undefined, ofRun: Model | undefined): Model {
	const model = bound ?? ofRun;
	if (model === undefined) {
		throw new ConfigError(
			`${name}: no model. Bind one with program.using(model), or pass { model } as the second argument of run.`,
		);
	}
	return model;
}
