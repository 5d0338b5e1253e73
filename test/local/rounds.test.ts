import { describe, expect, it } from "vitest";
import { startRounds } from "../../src/local/rounds.ts";

const alone = { take: () => 1, release: () => {} };

/** A member that logs its steps. */
function member(log: string[], name: string, steps: number) {
	let left = steps;
	return {
		step: async () => {
			log.push(name);
			await new Promise((resolve) => setTimeout(resolve, 1));
			return --left > 0;
		},
	};
}

describe("startRounds", () => {
	it("gives each member one step a round, and lets them come and go", async () => {
		const log: string[] = [];
		const rounds = startRounds(alone, () => {});
		await Promise.all([
			rounds.run(member(log, "a", 3)),
			rounds.run(member(log, "b", 1)),
			rounds.run(member(log, "c", 2)),
		]);
		expect(log.join("")).toBe("abcaca");
		await rounds.idle();
		await rounds.run(member(log, "d", 1));
		expect(log.at(-1)).toBe("d");
	});

	it("rejects one member's error and goes on with the others", async () => {
		const log: string[] = [];
		const rounds = startRounds(alone, () => {});
		const bad = rounds.run({ step: () => Promise.reject(new Error("broken")) });
		const good = rounds.run(member(log, "a", 2));
		await expect(bad).rejects.toThrow("broken");
		await good;
		expect(log).toEqual(["a", "a"]);
	});

	it("stops a member between two steps, not within one", async () => {
		const controller = new AbortController();
		let inside = false;
		const rounds = startRounds(alone, () => {});
		const run = rounds.run({
			signal: controller.signal,
			step: async () => {
				inside = true;
				controller.abort();
				await new Promise((resolve) => setTimeout(resolve, 5));
				inside = false;
				return true;
			},
		});
		await expect(run).rejects.toMatchObject({ code: "abort" });
		expect(inside).toBe(false);
	});

	it("waits for the turn, says so once, and can be stopped while waiting", async () => {
		let threads = 0;
		const used: number[] = [];
		let released = 0;
		const rounds = startRounds({ take: () => threads, release: () => released++ }, (count) => used.push(count));
		const said: boolean[] = [];
		const log: string[] = [];
		const waits = rounds.run({ ...member(log, "a", 1), onWait: (waiting) => said.push(waiting) });
		const controller = new AbortController();
		const leaves = rounds.run({ ...member(log, "b", 1), signal: controller.signal });
		controller.abort();
		await expect(leaves).rejects.toMatchObject({ code: "abort" });
		expect(log).toEqual([]);
		threads = 3;
		await waits;
		await rounds.idle();
		expect(log).toEqual(["a"]);
		expect(said).toEqual([true, false]);
		expect(rounds.waitedMs).toBeGreaterThan(0);
		expect(released).toBe(1);
		expect(used).toEqual([3]);
	});
});
