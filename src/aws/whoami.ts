import { env } from "node:process";
import { isTouchstoneError } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { card } from "../view/card.ts";
import { type Displayable, displayable, type View } from "../view/view.ts";
import { type AwsOptions, clientSettings, send } from "./connection.ts";
import { credentialSource } from "./credential-source.ts";
import { awsError } from "./errors.ts";

export interface Identity extends Displayable {
	/** null where an API key of Bedrock's is all there is: it names no account. */
	readonly account: string | null;
	readonly arn: string | null;
	readonly region: string;
	/** Where the keys were found: "environment variables", "profile, single sign-on", … */
	readonly source: string;
	readonly notes: readonly string[];
}

export type WhoamiOptions = AwsOptions & { readonly signal?: AbortSignal };

/**
 * Who calls AWS, from where, and where the credentials were found. Asks STS, which costs nothing; shows no keys.
 *
 * @throws ConfigError when there are no credentials, they have expired, or there is no region
 * @throws MissingDependencyError when @aws-sdk/client-sts is not installed
 * @throws ModelError when STS refused or was not reached
 * @see "GetCallerIdentity", AWS Security Token Service API reference
 * @example
 * typeof whoami // => "function"
 */
export function whoami(options: WhoamiOptions = {}): Promise<Identity> {
	return identityFor("aws.whoami", options);
}

/**
 * The same for a part of this package that wants to know.
 *
 * @param who its public name, which speaks in errors
 */
export async function identityFor(who: string, options: WhoamiOptions): Promise<Identity> {
	const sts = await loadPeer("@aws-sdk/client-sts", who, () => import("@aws-sdk/client-sts"));
	const client = new sts.STSClient(clientSettings(options));
	const operation = "GetCallerIdentity";
	const apiKey =
		Boolean(env.AWS_BEARER_TOKEN_BEDROCK) && options.credentials === undefined && options.profile === undefined;
	try {
		const region = await client.config.region().catch((error: unknown) => {
			throw awsError(error, { who, operation });
		});
		try {
			const identity = await send(
				client,
				new sts.GetCallerIdentityCommand({}),
				{ who, operation, region },
				options.signal,
			);
			const keys = await client.config.credentials();
			const notes = apiKey
				? [
						"AWS_BEARER_TOKEN_BEDROCK is set and wins over these keys: Bedrock is called with that API key, everything else with the keys.",
					]
				: [];
			const facts = { account: identity.Account ?? null, arn: identity.Arn ?? null, region };
			return displayable({ ...facts, source: credentialSource(keys, options), notes }, viewOf);
		} catch (error) {
			if (!apiKey || !isTouchstoneError(error) || error.code !== "config") throw error;
			const notes = ["Only Bedrock can be called with an API key, and it does not say whose it is."];
			return displayable({ account: null, arn: null, region, source: "AWS_BEARER_TOKEN_BEDROCK", notes }, viewOf);
		}
	} finally {
		client.destroy();
	}
}

function viewOf({ account, arn, region, source, notes }: Omit<Identity, "view">): View {
	const note = notes.length === 0 ? {} : { note: notes.join(" ") };
	return card({ title: "AWS", facts: { account, arn, region, credentials: source }, ...note }).view();
}
