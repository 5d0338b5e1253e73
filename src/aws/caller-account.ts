import { isAbort } from "../core/errors.ts";
import { loadPeer } from "../core/peer.ts";
import { type AwsOptions, clientSettings, send } from "./connection.ts";

/**
 * The number of the account that the credentials belong to; null where that cannot be asked (an API key of Bedrock's names
 * no account, the STS client is not installed, or STS is out of reach).
 */
export async function callerAccount(options: AwsOptions, signal?: AbortSignal): Promise<string | null> {
	try {
		const sts = await loadPeer("@aws-sdk/client-sts", "aws.cleanup", () => import("@aws-sdk/client-sts"));
		const client = new sts.STSClient(clientSettings(options));
		const about = { who: "aws.cleanup", operation: "GetCallerIdentity" };
		return (await send(client, new sts.GetCallerIdentityCommand({}), about, signal)).Account ?? null;
	} catch (error) {
		if (isAbort(error)) throw error;
		return null;
	}
}
