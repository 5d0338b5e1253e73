import { expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { recordingConsole } from "./recording-console.ts";

async function run(...args: string[]) {
	const console = recordingConsole();
	return { code: await main(args, console), printed: console.printed.join("\n"), complaints: console.complaints };
}

test("help at every level", async () => {
	expect(await run("--help")).toMatchObject({ code: 0, complaints: [] });
	expect((await run("models", "--help")).printed).toContain("pull <name …>");
	expect((await run("models", "pull", "-h")).printed).toContain("pull <name …>");
	expect((await run("doctor", "--help")).printed).toContain("Exit code 1");
	expect(await run()).toMatchObject({ code: 2 });
});

test.each([
	[["modles"], 'touchstone: expected one of models, doctor, found "modles". Did you mean "models"?'],
	[["constructor"], 'touchstone: expected one of models, doctor, found "constructor". See npx touchstone --help'],
	[["models"], "models: expected one of list, pull, verify, rm, found nothing"],
	[["models", "pul"], 'Did you mean "pull"?'],
	[["models", "pull"], "models pull: expected a name, found nothing"],
	[["models", "rm"], "models rm: expected a name, found nothing"],
	[["models", "list", "x"], 'models list: expected no name, found "x"'],
	[["models", "pull", "smolm2-135m"], 'Did you mean "smollm2-135m"?'],
	[["models", "list", "--fast"], "models: Unknown option '--fast'. See npx touchstone models --help"],
	[["doctor", "now"], 'doctor: expected no argument, found "now"'],
])("%j gets one clear line and exit code 2", async (args, sentence) => {
	const { code, printed, complaints } = await run(...args);
	expect(code).toBe(2);
	expect(printed).toBe("");
	expect(complaints).toEqual([expect.stringContaining(sentence)]);
	expect(complaints[0]).not.toContain("\n");
});
