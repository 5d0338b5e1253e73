import type { Loose } from "../loose.ts";
import { madeBefore, shortId } from "../stores/by-token.ts";
import type { Guardrail } from "../stores/guardrails.ts";
import type { Answer } from "../types.ts";
import { WireError } from "../wire-error.ts";
import type { CallPlace, World } from "../world.ts";

const noUnits = {
	topicPolicyUnits: 0,
	contentPolicyUnits: 0,
	wordPolicyUnits: 0,
	sensitiveInformationPolicyUnits: 0,
	sensitiveInformationPolicyFreeUnits: 0,
	contextualGroundingPolicyUnits: 0,
};

/** Guardrails know the words they were created with, and nothing else. */
export const guardrails = {
	CreateGuardrail(input: Loose, world: World, { region }: CallPlace): Answer {
		const before = madeBefore(world.guardrails, "clientRequestToken", input);
		if (before !== null) return { output: created(before) };
		for (const held of world.guardrails.values())
			if (held?.input.name === input.name)
				throw new WireError("ConflictException", "Another guardrail in your account already has this name.");
		const id = shortId("gr", world.guardrails.size + 1);
		const arn = `arn:aws:bedrock:${region || "us-east-1"}:${world.account}:guardrail/${id}`;
		const guardrail = { id, arn, input, created: new Date() };
		world.guardrails.set(id, guardrail);
		return { output: created(guardrail) };
	},
	GetGuardrail({ guardrailIdentifier }: Loose, world: World): Answer {
		const { id, arn, input, created } = find(world, guardrailIdentifier);
		const words = input.wordPolicyConfig?.wordsConfig?.map(({ text }: Loose) => ({ text }));
		return {
			output: {
				name: input.name,
				guardrailId: id,
				guardrailArn: arn,
				version: "DRAFT",
				status: "READY",
				createdAt: created,
				updatedAt: created,
				blockedInputMessaging: input.blockedInputMessaging,
				blockedOutputsMessaging: input.blockedOutputsMessaging,
				...(words === undefined ? {} : { wordPolicy: { words } }),
			},
		};
	},
	ListGuardrails(_: Loose, world: World): Answer {
		const held = [...world.guardrails.values()].filter((guardrail) => guardrail !== null);
		return {
			output: {
				guardrails: held.map(({ id, arn, input: { name }, created }) => ({
					id,
					arn,
					name,
					status: "READY",
					version: "DRAFT",
					createdAt: created,
					updatedAt: created,
				})),
			},
		};
	},
	DeleteGuardrail({ guardrailIdentifier }: Loose, world: World): Answer {
		world.guardrails.set(find(world, guardrailIdentifier).id, null);
		return { output: {} };
	},
	ApplyGuardrail({ guardrailIdentifier, source, content }: Loose, world: World): Answer {
		const guardrail = world.guardrails.get(guardrailIdentifier.split("/").at(-1));
		const words: readonly string[] =
			guardrail?.input.wordPolicyConfig?.wordsConfig?.map(({ text }: Loose) => text as string) ?? [];
		const said = content.map((block: Loose) => block.text?.text ?? "").join(" ");
		const found = words.filter((word) => said.toLowerCase().includes(word.toLowerCase()));
		const usage = { ...noUnits, wordPolicyUnits: words.length > 0 ? Math.ceil(said.length / 1000) : 0 };
		if (found.length === 0) return { output: { usage, action: "NONE", outputs: [], assessments: [{}] } };
		const customWords = found.map((match) => ({ match, action: "BLOCKED", detected: true }));
		const text = source === "INPUT" ? guardrail?.input.blockedInputMessaging : guardrail?.input.blockedOutputsMessaging;
		const assessments = [{ wordPolicy: { customWords, managedWordLists: [] } }];
		return { output: { usage, action: "GUARDRAIL_INTERVENED", outputs: [{ text }], assessments } };
	},
	/** Each check asked for comes back, finding nothing. */
	InvokeGuardrailChecks({ messages, checks }: Loose): Answer {
		const textUnits = Math.ceil(JSON.stringify(messages).length / 1000);
		const asked = Object.entries<Loose>(checks);
		const results = asked.map(([name, { categories = [] }]) => {
			const scores = categories.map(({ category }: Loose) => ({ category, severityScore: 0 }));
			return [name, { results: scores }];
		});
		const usage = asked.map(([name]) => [name, { textUnits }]);
		return { output: { results: Object.fromEntries(results), usage: Object.fromEntries(usage) } };
	},
};

function created({ id, arn, created }: Guardrail): object {
	return { guardrailId: id, guardrailArn: arn, version: "DRAFT", createdAt: created };
}

function find(world: World, identifier: string): Guardrail {
	const found = world.guardrails.get(identifier.split("/").at(-1) ?? "");
	if (found) return found;
	throw new WireError("ResourceNotFoundException", `Could not find the guardrail ${identifier}.`, 404);
}
