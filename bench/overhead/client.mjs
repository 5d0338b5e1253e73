/**
 * What every Node client of the bench shares: a command a line on standard input, `{ "calls": 2000, "concurrency": 8 }`,
 * answered by a line with the processor and wall time of those calls. The process lives through all rounds, so that
 * import and the first compilation are in no figure.
 */
import { createInterface } from "node:readline";

/** What is asked, the same for everybody; the number keeps each request different. */
export const instructions = "Answer the question in one word.";
export const question = (number) => `What is the capital of France? This is question ${number}.`;
export const expected = "Paris";

/** Calls `work(number)` so many times, so many at once. */
export async function inLanes(calls, concurrency, work) {
	let next = 0;
	async function lane() {
		while (next < calls) {
			const answer = await work(next++);
			if (answer !== expected) throw new Error(`expected the answer "${expected}", found "${answer}"`);
		}
	}
	await Promise.all(Array.from({ length: concurrency }, lane));
}

/** Measures `run(calls, concurrency)` for each command, until standard input ends. */
export async function serveBench(run) {
	console.log("ready");
	for await (const line of createInterface(process.stdin)) {
		const { calls, concurrency } = JSON.parse(line);
		const [start, before] = [performance.now(), process.cpuUsage()];
		await run(calls, concurrency);
		const { user, system } = process.cpuUsage(before);
		console.log(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs: performance.now() - start }));
	}
	process.exit(0); // open connections would keep the process alive
}
