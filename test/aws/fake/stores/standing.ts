export type StandingKind =
	| "provisioned-throughput"
	| "custom-model-deployment"
	| "custom-model"
	| "imported-model"
	| "model-customization-job"
	| "evaluation-job";

/** A thing in the account that the fake does not make itself: it stands there at the start, and can be deleted or stopped. */
export interface Standing {
	readonly kind: StandingKind;
	readonly name: string;
	readonly arn: string;
	readonly created: Date;
	/** Of things that come up: looks left in Creating. */
	creating: number;
	/** Of jobs. */
	status: "InProgress" | "Stopping" | "Stopped";
}

const model = "amazon.nova-micro-v1:0";
const resource: Readonly<Record<StandingKind, (id: string) => string>> = {
	"provisioned-throughput": (id) => `provisioned-model/${id}`,
	"custom-model-deployment": (id) => `custom-model-deployment/${id}`,
	"custom-model": (id) => `custom-model/${model}/${id}`,
	"imported-model": (id) => `imported-model/${id}`,
	"model-customization-job": (id) => `model-customization-job/${model}/${id}`,
	"evaluation-job": (id) => `evaluation-job/${id}`,
};

const slowToCome: readonly StandingKind[] = ["provisioned-throughput", "custom-model-deployment"];

/** Things of the names given, by ARN. */
export function standingThings(
	named: readonly { readonly kind: StandingKind; readonly name: string }[],
	account: string,
	polls: number,
): Map<string, Standing> {
	return new Map(
		named.map(({ kind, name }, index) => {
			const arn = `arn:aws:bedrock:us-east-1:${account}:${resource[kind](`s${String(index + 1).padStart(11, "0")}`)}`;
			const creating = slowToCome.includes(kind) ? polls : 0;
			return [arn, { kind, name, arn, created: new Date(), creating, status: "InProgress" }];
		}),
	);
}

/** Until it is gone: things are, jobs until they have stopped. */
export function isBilled({ kind, status }: Standing): boolean {
	return !kind.endsWith("-job") || status !== "Stopped";
}
