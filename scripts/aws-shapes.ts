/**
 * Extracts the requests and answers of the AWS operations that this project calls, from botocore's service models, into
 * the table that the wire fake of the tests checks against. Documentation is left out, and so is every shape that none of
 * the operations reaches.
 *
 *     pip install botocore
 *     npx tsx scripts/aws-shapes.ts <site-packages>/botocore
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const wanted: Readonly<Record<string, readonly string[]>> = {
	"bedrock-runtime": [
		"Converse",
		"ConverseStream",
		"InvokeModel",
		"InvokeModelWithResponseStream",
		"CountTokens",
		"ApplyGuardrail",
		"InvokeGuardrailChecks",
	],
	bedrock: [
		"ListFoundationModels",
		"ListInferenceProfiles",
		"GetInferenceProfile",
		"CreateModelInvocationJob",
		"GetModelInvocationJob",
		"ListModelInvocationJobs",
		"StopModelInvocationJob",
		"CreateAdvancedPromptOptimizationJob",
		"GetAdvancedPromptOptimizationJob",
		"ListAdvancedPromptOptimizationJobs",
		"StopAdvancedPromptOptimizationJob",
		"CreateGuardrail",
		"GetGuardrail",
		"DeleteGuardrail",
		"ListGuardrails",
		"GetProvisionedModelThroughput",
		"ListProvisionedModelThroughputs",
		"DeleteProvisionedModelThroughput",
		"GetCustomModelDeployment",
		"ListCustomModelDeployments",
		"DeleteCustomModelDeployment",
		"GetCustomModel",
		"DeleteCustomModel",
		"GetImportedModel",
		"DeleteImportedModel",
		"GetModelCustomizationJob",
		"ListModelCustomizationJobs",
		"StopModelCustomizationJob",
		"GetEvaluationJob",
		"ListEvaluationJobs",
		"StopEvaluationJob",
	],
	"bedrock-agent-runtime": ["OptimizePrompt", "InvokeAgent"],
	"sagemaker-runtime": ["InvokeEndpoint", "InvokeEndpointWithResponseStream"],
	sts: ["GetCallerIdentity"],
	pricing: ["GetProducts"],
	s3: ["PutObject", "GetObject", "HeadObject", "ListObjectsV2", "DeleteObject", "HeadBucket"],
};

interface Reference {
	readonly shape: string;
}

interface Shape {
	readonly members?: Readonly<Record<string, Reference>>;
	readonly member?: Reference;
	readonly key?: Reference;
	readonly value?: Reference;
	readonly error?: { readonly httpStatusCode?: number };
}

interface Operation {
	readonly http: object;
	readonly input?: Reference;
	readonly output?: Reference;
	readonly errors?: readonly Reference[];
}

interface ServiceModel {
	readonly metadata: Readonly<Record<string, string>>;
	readonly operations: Readonly<Record<string, Operation>>;
	readonly shapes: Readonly<Record<string, Shape>>;
}

const remarks = new Set([
	"documentation",
	"deprecated",
	"deprecatedMessage",
	"deprecatedSince",
	"sensitive",
	"box",
	"retryable",
	"synthetic",
	"contextParam",
	"xmlNamespace",
	"senderFault",
	"fault",
	"hostLabel",
]);

function withoutRemarks(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutRemarks);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			// A member may itself be called "documentation": remarks hold text or a flag, members hold a shape.
			.filter(([key, held]) => !remarks.has(key) || (typeof held === "object" && "shape" in (held as object)))
			.map(([key, held]) => [key, withoutRemarks(held)]),
	);
}

function references(shape: Shape): string[] {
	const held = [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value];
	return held.flatMap((reference) => (reference === undefined ? [] : [reference.shape]));
}

/** Every shape that the named ones reach. */
function reached(shapes: ServiceModel["shapes"], from: readonly string[]): string[] {
	const found = new Set<string>();
	const open = [...from];
	for (let name = open.pop(); name !== undefined; name = open.pop()) {
		const shape = shapes[name];
		if (found.has(name) || shape === undefined) continue;
		found.add(name);
		open.push(...references(shape));
	}
	return [...found].sort();
}

function readModel(botocore: string, service: string): ServiceModel {
	const folder = join(botocore, "data", service);
	const version = readdirSync(folder).sort().at(-1) ?? "";
	return JSON.parse(gunzipSync(readFileSync(join(folder, version, "service-2.json.gz"))).toString("utf8"));
}

function extract(model: ServiceModel, names: readonly string[]): object {
	const operations: Record<string, object> = {};
	const roots: string[] = [];
	for (const name of names) {
		const operation = model.operations[name];
		if (operation === undefined) throw new Error(`aws-shapes: no operation ${name} in ${model.metadata.serviceId}`);
		const errors = (operation.errors ?? []).map((error) => error.shape);
		const input = operation.input?.shape;
		const output = operation.output?.shape;
		operations[name] = { http: operation.http, input, output, errors };
		roots.push(...[input, output, ...errors].filter((root) => root !== undefined));
	}
	const { protocol, targetPrefix, signingName, endpointPrefix } = model.metadata;
	const shapes = reached(model.shapes, roots).map((name) => [name, withoutRemarks(model.shapes[name])]);
	return {
		protocol,
		targetPrefix,
		signingName: signingName ?? endpointPrefix,
		operations,
		shapes: Object.fromEntries(shapes),
	};
}

const botocore = process.argv[2];
if (botocore === undefined) throw new Error("aws-shapes: expected the folder of the installed botocore package");
const version = /__version__ = '([^']+)'/.exec(readFileSync(join(botocore, "__init__.py"), "utf8"))?.[1];
// One operation or shape a line: short, and yet a difference between two versions can be read.
const lines = [`{"source":"botocore ${version}","services":{`];
for (const [index, [service, names]] of Object.entries(wanted).entries()) {
	const { operations, shapes, ...facts } = extract(readModel(botocore, service), names) as Record<string, object>;
	const listed = (held: object | undefined) =>
		Object.entries(held ?? {})
			.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
			.join(",\n");
	lines.push(`${index > 0 ? "," : ""}"${service}":{${JSON.stringify(facts).slice(1, -1)},"operations":{`);
	lines.push(listed(operations), `},"shapes":{`, listed(shapes), "}}");
}
lines.push("}}", "");
const table = fileURLToPath(new URL("../test/fixtures/aws/service-shapes.json", import.meta.url));
writeFileSync(table, lines.join("\n"));
