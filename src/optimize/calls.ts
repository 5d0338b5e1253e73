import { errorRecord, isTouchstoneError, ModelError } from "../core/errors.ts";
import { abortError } from "../model/abort.ts";
import { type Amount, addAmounts, largerAmount, noAmount } from "../model/middleware/amount.ts";
import type { BudgetMiddleware } from "../model/middleware/budget.ts";

import type { Generate, Middleware, Model, ModelRequest, ModelResponse, RunContext } from "../model/model.ts";
import { requestKey } from "../model/request-key.ts";
import { singleFlight } from "../model/single-flight.ts";
import { storedResponse } from "../model/stored-response.ts";
import { withGenerate } from "../model/with-generate.ts";
import type { CallRecord } from "./run-file.ts";

/** Adds up what one row or one proposal used. */
export interface Meter {
	used: Amount;
	/** The largest worst case that was set aside for one call. */
	worst: Amount;
}

export interface Calls {
	/** A model seen through the run: within the budget, retried, recorded, and answered from the run file where it can be. */
	through(model: Model, phase: string, meter: Meter): Model;
	/** Every call of the run that was paid for, in the order in which they ended. */
	readonly records: readonly CallRecord[];
	/** How many of them came from the run file. */
	readonly replayed: number;
	/** Of those in the file, what failures cost whose requests are sent again. */
	readonly lost: Amount;
	/** What was really sent, by this process: neither from the run file nor from a tape or a cache. */
	readonly sent: Amount;
}

export interface CallsOptions {
	readonly purse: BudgetMiddleware;
	readonly retry: Middleware | undefined;
	/** Calls of the run that is resumed. */
	readonly kept: readonly CallRecord[];
	/** Seconds that the run has taken before. */
	readonly secondsBefore: number;
	readonly write: (record: CallRecord) => void;
	/** Sends nothing: a call that was not kept is an error. */
	readonly replayOnly: boolean;
}

/**
 * The calls of a run. A request is sent once: asked again, in this run or in one that resumes it, its first answer is
 * given, and a resumed run is charged what it cost, so that the budget runs out at the same place. So is a refusal of the
 * request itself; after a failure that may pass, the request is sent again when it is asked for again.
 *
 * An answer that a tape or a cache keeps is charged what it cost when it was recorded. A run on a tape then ends at the
 * same place as the live run that made it, and its ledger shows what the work costs; what was really sent stands apart.
 *
 * What was under way when a run was killed is not in its file: it is sent, and charged, again.
 */
export function openCalls(options: CallsOptions): Calls {
	const { purse, retry, secondsBefore, write, replayOnly } = options;
	const { kept, lost } = replayOnly ? { kept: options.kept, lost: [] } : withoutOutage(options.kept);
	const before = new Map<string, CallRecord[]>();
	for (const record of kept) before.set(record.key, [...(before.get(record.key) ?? []), record]);
	const answered = new Map<string, CallRecord>();
	const share = singleFlight<ModelResponse>();
	const records: CallRecord[] = [];
	let replayed = 0;
	let sent = noAmount;

	function book(record: CallRecord, meter: Meter): void {
		records.push(record);
		meter.used = addAmounts(meter.used, record.spent);
		if (!mayPass(record)) answered.set(record.key, record);
	}

	for (const record of lost) {
		purse.charge(record.spent);
		records.push(record);
	}

	function again(record: CallRecord, meter: Meter): ModelResponse {
		purse.charge(record.spent);
		meter.worst = largerAmount(meter.worst, record.worst);
		book(record, meter);
		replayed++;
		return answerOf(record);
	}

	async function send(
		model: Model,
		key: string,
		phase: string,
		meter: Meter,
		request: ModelRequest,
		context: RunContext,
	): Promise<ModelResponse> {
		let spent = noAmount;
		let worst = noAmount;
		let isKept = false;
		let isGivenUp = false;
		const count = purse.counting((used, aside) => {
			if (!isKept) sent = addAmounts(sent, used);
			// at the time limit the run goes on before the call that was cut off is settled
			if (isGivenUp) records.push({ ...facts(), spent: used, error: errorRecord(abortError(context.signal)) });
			else spent = addAmounts(spent, used);
			worst = largerAmount(worst, aside);
			meter.worst = largerAmount(meter.worst, aside);
		});
		const ask: Generate = async (asked, inner) => {
			isKept = false;
			const response = await model.generate(asked, inner);
			isKept = response.cached === true;
			return storedResponse(response); // no longer marked as cached: the purse takes it for a call like any other
		};
		const counted = count(ask, model);
		const retried = retry === undefined ? counted : retry(counted, model);
		const atSeconds = () => secondsBefore + purse.spent.seconds;
		const facts = () => ({ key, phase, model: model.id, spent, worst, atSeconds: atSeconds() });
		try {
			// the time limit ends the waits between tries too
			const response = await purse.within(context.signal, (signal) => retried(request, { ...context, signal }));
			const record = { ...facts(), response };
			write(record);
			book(record, meter);
			return response;
		} catch (error) {
			isGivenUp = true;
			const record = { ...facts(), error: errorRecord(error) };
			if (isFinal(error)) {
				write(record);
				book(record, meter);
			} else if (spent.calls > 0) {
				records.push(record); // paid for and of no use: in the ledger, not in the file
				meter.used = addAmounts(meter.used, spent);
			}
			throw error;
		}
	}

	return {
		through(model, phase, meter) {
			return withGenerate(model, async (request, context) => {
				const key = requestKey(model.identity, request);
				const known = answered.get(key);
				if (known !== undefined) return answerOf(known);
				const { value } = await share(key, context.signal, async (signal) => {
					const record = before.get(key)?.shift();
					if (record !== undefined) return again(record, meter);
					if (replayOnly) throw notKept(model.id);
					return send(model, key, phase, meter, request, { ...context, signal });
				});
				return value;
			});
		},
		records,
		lost: lost.reduce((sum, { spent }) => addAmounts(sum, spent), noAmount),
		get replayed() {
			return replayed;
		},
		get sent() {
			return sent;
		},
	};
}

/** A failure of this one call, which a resumed run meets again; a server that is gone may be back by then. */
function isFinal(error: unknown): boolean {
	return isTouchstoneError(error) && error.code === "model" && !(error as ModelError).systemic;
}

function answerOf({ response, model, error }: CallRecord): ModelResponse {
	if (response !== undefined) return response;
	throw new ModelError(error?.message ?? "the call failed", { model, retryable: false, ...error?.facts });
}

/** A failure of the server or of the network, not of the request: the same request may go through later. */
function mayPass({ error }: CallRecord): boolean {
	if (error === undefined) return false;
	const { status } = error.facts as { readonly status?: number };
	return status === undefined || status >= 500 || [408, 425, 429].includes(status);
}

/**
 * Failures that may pass, after the last answer, are what stopped the run: a run that goes on sends these requests again.
 * They stay paid for.
 */
function withoutOutage(kept: readonly CallRecord[]): { kept: readonly CallRecord[]; lost: readonly CallRecord[] } {
	let end = kept.length;
	while (end > 0 && mayPass(kept[end - 1] as CallRecord)) end--;
	return { kept: kept.slice(0, end), lost: kept.slice(end) };
}

function notKept(model: string): ModelError {
	return new ModelError(
		`replay: expected every call in the run file, found one to ${model} that is not there. The run was stopped before it, or the program differs; resume it with the models.`,
		{ model, retryable: false, systemic: true },
	);
}
