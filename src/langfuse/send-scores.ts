import { hash } from "../core/hash.ts";
import type { Tally } from "./delivery.ts";
import type { Line } from "./line.ts";
import { isTooLarge, type Piece, pack } from "./pack.ts";
import type { TimedScore } from "./score-event.ts";
import type { Answer } from "./send.ts";
import { limits } from "./send-traces.ts";

interface IngestionResult {
	readonly errors?: readonly {
		readonly id: string;
		readonly status?: number;
		readonly message?: string;
		readonly error?: unknown;
	}[];
	readonly successes?: readonly { readonly id: string }[];
}

/**
 * Sends scores, at most 100 and 3.5 MB a request. Langfuse answers 207 whatever it made of each, so the answer is read score
 * by score: one that is neither among its successes nor its errors counts as failed.
 */
export async function sendScores(line: Line, scores: readonly TimedScore[], tally: Tally): Promise<void> {
	const pieces = scores.map(({ body, timestamp }) => {
		// the envelope's id is that of its content: Langfuse passes over one that it has had
		const event = { id: hash(body, 32), type: "score-create", timestamp, body };
		return { value: event, json: JSON.stringify(event) };
	});
	for (const group of pack(pieces, limits)) {
		if (group.some((piece) => isTooLarge(piece, limits))) {
			tally.fail("scores", namesOf(group), { message: "a score of more than 3.5 MB, which Langfuse does not take" });
			continue;
		}
		const body = `{"batch":[${group.map(({ json }) => json).join(",")}]}`;
		count(group, await line.post("/api/public/ingestion", body), tally);
	}
}

type ScorePiece = Piece<{ readonly id: string; readonly body: TimedScore["body"] }>;

function count(group: readonly ScorePiece[], answer: Answer, tally: Tally): void {
	if (!answer.ok) {
		tally.fail("scores", namesOf(group), answer);
		return;
	}
	const { successes = [], errors = [] } = (answer.body ?? {}) as IngestionResult;
	const taken = new Set(successes.map(({ id }) => id));
	for (const piece of group) {
		const { id } = piece.value;
		const error = errors.find((one) => one.id === id);
		if (error === undefined && taken.has(id)) tally.add("scores", 1);
		else tally.fail("scores", namesOf([piece]), whyNot(error));
	}
}

function whyNot(error: NonNullable<IngestionResult["errors"]>[number] | undefined) {
	if (error === undefined) return { message: "found no word of it in the answer" };
	const { status, message, error: more } = error;
	const words = [message, typeof more === "string" ? more : undefined].filter((word) => word !== undefined);
	return { message: words.join(": ") || "refused without a reason", ...(status === undefined ? {} : { status }) };
}

function namesOf(group: readonly ScorePiece[]): string[] {
	return group.map(({ value: { body } }) => `${body.name} of ${body.traceId ?? body.datasetRunId ?? ""}`);
}
