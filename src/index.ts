export {
	AbortedError,
	BudgetError,
	ConfigError,
	DataError,
	isTouchstoneError,
	MissingDependencyError,
	ModelError,
	OutputError,
	TouchstoneError,
} from "./core/errors.ts";
export type { Model, ModelRequest, ModelResponse, RunContext } from "./model/model.ts";
export { wrap } from "./model/wrap.ts";
