import { loadPeer } from "../core/peer.ts";
import { type BedrockCalls, type BedrockKind, bedrockCalls } from "./bedrock-resources.ts";
import { type AwsOptions, clientSettings, send } from "./connection.ts";
import type { Deleter } from "./deleter.ts";
import { hasEnded, jobState } from "./job-state.ts";
import type { Resource } from "./resources.ts";

/** How everything that touchstone creates on Bedrock is deleted, each in the region where it was created. */
export function accountDeleters(options: AwsOptions): readonly Deleter[] {
	return (Object.keys(bedrockCalls) as BedrockKind[]).map((kind) => bedrockDeleter(kind, options));
}

function bedrockDeleter(kind: BedrockKind, options: AwsOptions): Deleter {
	async function withCalls<T>(
		{ region, arn, id: name }: Resource,
		signal: AbortSignal | undefined,
		work: (calls: BedrockCalls, id: string | undefined) => Promise<T>,
	): Promise<T> {
		const peer = await loadPeer("@aws-sdk/client-bedrock", "aws.cleanup", () => import("@aws-sdk/client-bedrock"));
		const client = new peer.BedrockClient(clientSettings({ ...options, region }));
		const calls = bedrockCalls[kind](peer, (command) => {
			const operation = command.constructor.name.replace(/Command$/, "");
			return send(client, command, { who: "aws.cleanup", operation, region }, signal);
		});
		try {
			// a process that was killed during the create call knows the name alone
			return await work(calls, arn ?? (await calls.find(name)));
		} finally {
			client.destroy();
		}
	}
	return {
		kind,
		state: (resource, signal) =>
			withCalls(resource, signal, async (calls, id) =>
				id === undefined ? "gone" : stateOf(kind, await calls.look(id)),
			),
		remove: (resource, signal) =>
			withCalls(resource, signal, async (calls, id) => {
				if (id !== undefined) await calls.remove(id);
			}),
	};
}

function stateOf(kind: string, said: string | undefined): "busy" | "ready" | "gone" {
	if (/^(creating|updating|versioning|stopping|deleting)$/i.test(said ?? "")) return "busy";
	return kind.endsWith("-job") && hasEnded(jobState(said)) ? "gone" : "ready";
}
