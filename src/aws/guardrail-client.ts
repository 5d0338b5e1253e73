import { loadPeer } from "../core/peer.ts";
import type { ClientSettings } from "./connection.ts";

/** The client that checks are sent through, loaded at the first of them and kept. */
export function guardrailClient(who: string, settings: ClientSettings) {
	const connect = async () => {
		const sdk = await loadPeer("@aws-sdk/client-bedrock-runtime", who, () => import("@aws-sdk/client-bedrock-runtime"));
		return { sdk, client: new sdk.BedrockRuntimeClient(settings) };
	};
	let connecting: ReturnType<typeof connect> | undefined;
	return () => {
		connecting ??= connect();
		return connecting;
	};
}
