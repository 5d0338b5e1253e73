import { isTouchstoneError } from "../core/errors.ts";
import type { AwsOptions } from "./connection.ts";
import { identityFor } from "./whoami.ts";

/**
 * The number of the account that the credentials belong to; null where that cannot be asked (an API key of Bedrock's names
 * no account, the STS client is not installed, or STS is out of reach).
 *
 * @param who the public name that speaks in errors: "aws.cleanup"
 * @throws ConfigError when there are no credentials, or they have expired: every further call would fail as well
 */
export async function callerAccount(who: string, options: AwsOptions, signal?: AbortSignal): Promise<string | null> {
	try {
		return (await identityFor(who, { ...options, ...(signal === undefined ? {} : { signal }) })).account;
	} catch (error) {
		const unasked = isTouchstoneError(error) && (error.code === "missing-dependency" || error.code === "model");
		if (unasked) return null;
		throw error;
	}
}
