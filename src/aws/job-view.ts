import { card } from "../view/card.ts";
import type { View } from "../view/view.ts";
import type { JobHandle } from "./job-store.ts";

/** A job as a card. It says nothing of its state, which only a look at AWS tells. */
export function jobView(handle: JobHandle, resume: string): View {
	return card({
		title: `Job: ${handle.name}`,
		facts: {
			service: `${handle.service} ${handle.kind}`,
			region: handle.region,
			account: handle.account,
			arn: handle.arn ?? "not known: the call that creates it has not answered yet",
			started: handle.startedAt,
		},
		note: `await job.wait() waits for its end; from a new process: await ${resume}.wait(). It goes on and is billed meanwhile.`,
	});
}
