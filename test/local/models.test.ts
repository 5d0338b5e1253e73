import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { listModels, pullModel, removeModel, verifyModel } from "../../src/local/models.ts";
import { hubServer } from "./support/hub-server.ts";
import { temporaryHome } from "./support/temporary-home.ts";
import { hubSource, sha256, someBytes, tinyEntry } from "./support/wanted.ts";

const home = temporaryHome();
const content = someBytes(1000);
const entries = [tinyEntry(content, [hubSource])];
const folder = () => join(home.path, "models", "tiny");

test("a model's life: absent, part, ready, gone", async () => {
	await using hub = await hubServer(content);
	vi.stubEnv("HF_ENDPOINT", hub.url);
	expect(await listModels(entries)).toEqual([
		{
			name: "tiny",
			kind: "language-model",
			license: "Apache-2.0",
			parameters: "0",
			quantisation: "none",
			bytes: 1000,
			doneBytes: 0,
			state: "absent",
			folder: folder(),
		},
	]);
	await mkdir(folder(), { recursive: true });
	await writeFile(join(folder(), "tiny.gguf.partial"), content.subarray(0, 400));
	expect((await listModels(entries))[0]).toMatchObject({ state: "part", doneBytes: 400 });
	expect(await pullModel("tiny", { entries })).toMatchObject([{ sha256: sha256(content) }]);
	expect((await listModels(entries))[0]).toMatchObject({ state: "ready", doneBytes: 1000 });
	expect(await removeModel("tiny", { entries })).toBe(1000);
	expect(await readdir(folder())).toEqual([]);
	expect(await removeModel("tiny", { entries })).toBe(0);
});

test("verify reads the bytes and believes no note", async () => {
	expect(await verifyModel("tiny", { entries })).toMatchObject([{ state: "absent", found: null }]);
	await using hub = await hubServer(content);
	vi.stubEnv("HF_ENDPOINT", hub.url);
	const [file] = await pullModel("tiny", { entries });
	expect(await verifyModel("tiny", { entries })).toMatchObject([{ state: "intact", found: sha256(content) }]);

	const path = file?.path ?? "";
	const longAgo = new Date(1_700_000_000_000);
	await writeFile(path, content.slice().fill(7, 500, 501)); // same size, another byte
	await utimes(path, longAgo, longAgo);
	expect(await verifyModel("tiny", { entries })).toMatchObject([{ state: "changed", expected: sha256(content) }]);
});

test("a file of the hub is listed, verified and removed by the name it was asked for", async () => {
	await using hub = await hubServer(content);
	vi.stubEnv("HF_ENDPOINT", hub.url);
	const name = "hf:someone/some-GGUF/q4/model.gguf";
	await pullModel(name);
	expect((await listModels([]))[0]).toMatchObject({ name, bytes: 1000, license: null, state: "ready" });
	expect(await verifyModel(name)).toMatchObject([{ state: "intact" }]);
	await removeModel(name);
	expect(await listModels([])).toEqual([]);
});

test("unknown names suggest the nearest", async () => {
	for (const verb of [pullModel, verifyModel, removeModel]) {
		await expect(verb("smollm2-135")).rejects.toThrow('Did you mean "smollm2-135m"?');
	}
});
