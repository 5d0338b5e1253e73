import { ConfigError } from "../core/errors.ts";

/** No proposal of a whole run was of use: give the task a stronger proposer. Recognise it by its name. */
export class ProposalError extends ConfigError {}

/** Works across two copies of the package, unlike `instanceof`. */
export function isProposalError(error: unknown): error is ProposalError {
	return error instanceof Error && error.name === "ProposalError";
}
