import { ConfigError } from "../../core/errors.ts";
import { fBeta, type StatementCounts } from "../../metric/verdict-arithmetic.ts";
import { compose } from "../../program/compose.ts";
import { structured } from "../../program/second-look.ts";
import { conversationOf, type ReadsConversation } from "./conversation.ts";
import { judgeStep } from "./judge-step.ts";
import { doesNotApply, type JudgedMetric, type JudgedOptions, judgedMetric } from "./judged-metric.ts";
import { numbered, numberedLines } from "./numbered-lines.ts";
import { readsOf } from "./reads.ts";
import { verdicts } from "./verdicts.ts";

export interface TopicAdherenceOptions<I, E, O> extends JudgedOptions<I, E, O>, ReadsConversation<I, E, O> {
	/** What the assistant may talk about, each in a few words. */
	readonly topics: readonly string[];
	/** Default "f1". */
	readonly mode?: "precision" | "recall" | "f1";
}

/**
 * Topic adherence: does an assistant answer what it is there for, and nothing else?
 *
 * The judge lists the topics that came up, says of each whether it was answered and whether it is allowed. Precision: the share
 * of allowed ones among those answered. Recall: the share answered of those allowed. F1: both. A conversation in which all that
 * is foreign was refused, and nothing else came up, has F1 1; its precision and recall do not apply (null). null also where no
 * topic came up.
 *
 * @throws ConfigError when no topic is allowed
 * @see ragas 0.4.3, topic adherence, which gives 0 where nothing was answered
 * @example
 * const judgeModel = scripted(["<topics>1. opening hours\n2. the weather</topics>", "1. told => yes\n2. told => yes", "1. => yes\n2. => no"]);
 * const adherence = topicAdherence({ topics: ["the shop"], mode: "precision", model: judgeModel });
 * (await adherence.score({ input: "When do you open, and will it rain?", output: "At nine, and it will." }, { seed: 0 })).value // => 0.5
 */
export function topicAdherence<I, E, O>(options: TopicAdherenceOptions<I, E, O>): JudgedMetric<I, E, O> {
	const { topics, mode = "f1", repeats } = options;
	if (topics.length === 0) throw new ConfigError("topic adherence: expected at least one allowed topic, found none");
	const name = `topic adherence, ${mode}`;
	const reads = readsOf(name, options.reads);
	const program = compose(name, topicSteps(repeats), async ({ conversation }: Input, step) => {
		const { topics: lines } = await step.topics({ conversation });
		if (lines.length === 0) return doesNotApply("no topic came up");
		const answered = await step.answered({ lines, by: { conversation } });
		const allowed = await step.allowed({ lines, by: { allowed: numbered(topics) } });
		const raw = lines.map((topic, index) => ({
			topic,
			answered: answered[index]?.holds === true,
			allowed: allowed[index]?.holds === true,
		}));
		const named = (which: (one: (typeof raw)[number]) => boolean) => raw.filter(which).map(({ topic }) => topic);
		const strayed = named((one) => one.answered && !one.allowed);
		const refused = named((one) => !one.answered && one.allowed);
		const counts: StatementCounts = {
			truePositives: named((one) => one.answered && one.allowed).length,
			falsePositives: strayed.length,
			falseNegatives: refused.length,
		};
		const value = figure(counts, mode);
		if (value === null) return doesNotApply(mode === "precision" ? "nothing was answered" : "no allowed topic came up");
		return {
			value,
			raw,
			reason: `answered though not allowed: ${strayed.join(", ") || "none"}. Refused though allowed: ${refused.join(", ") || "none"}`,
		};
	});
	return judgedMetric({
		name,
		program: structured(program, { topics: [...topics], mode }),
		model: options.model,
		read: (c) => ({ conversation: options.conversation?.(c) ?? conversationOf(reads, c) }),
	});
}

interface Input {
	readonly conversation: string;
}

function topicSteps(repeats: number | undefined) {
	return {
		topics: judgeStep({
			name: "topics",
			instructions: "List what the user asked about in the conversation, each topic once, in a few words.",
			reads: ["conversation"],
			writes: { topics: numberedLines("one topic") },
		}),
		answered: verdicts({
			name: "answered",
			instructions: "Did the assistant answer on each topic? No when it refused or put the user off.",
			reads: ["conversation"],
			repeats,
		}),
		allowed: verdicts({
			name: "allowed",
			instructions: "Does each topic belong to one of the allowed topics?",
			reads: ["allowed"],
			repeats,
		}),
	};
}

function figure(counts: StatementCounts, mode: "precision" | "recall" | "f1"): number | null {
	const { truePositives, falsePositives, falseNegatives } = counts;
	if (mode === "f1") return fBeta(counts);
	const all = truePositives + (mode === "precision" ? falsePositives : falseNegatives);
	return all === 0 ? null : truePositives / all;
}
