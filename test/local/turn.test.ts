import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTurn } from "../../src/local/turn.ts";

let folder = "";
const children: ChildProcess[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "touchstone-turn-"));
});
afterEach(() => {
	for (const child of children.splice(0)) child.kill("SIGKILL");
	rmSync(folder, { recursive: true, force: true });
});

interface Held {
	readonly holds?: true;
	readonly from: number;
	readonly to: number;
}

function start(workMs: number, sliceMs: number): { child: ChildProcess; lines: AsyncIterableIterator<string> } {
	const script = fileURLToPath(new URL("./turn-child.ts", import.meta.url));
	const child = spawn(process.execPath, ["--import", "tsx", script, folder, String(workMs), String(sliceMs)], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	children.push(child);
	if (child.stdout === null) throw new Error("no output");
	return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

async function heldBy({ lines }: ReturnType<typeof start>): Promise<Held[]> {
	const held: Held[] = [];
	for await (const line of lines) held.push(JSON.parse(line) as Held);
	return held.filter((each) => each.holds === undefined);
}

function sum(values: readonly number[]): number {
	return values.reduce((a, b) => a + b, 0);
}

async function takeSoon(turn: { take(): number }): Promise<void> {
	while (!turn.take()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe("openTurn, in one process", () => {
	it("goes to who came first, and on when that one has nothing to do", () => {
		const clock = { nowMs: 1000, now: () => clock.nowMs, sleep: async () => {} };
		const first = openTurn(folder, { threads: 1, clock });
		expect(first.take()).toBe(1);
		clock.nowMs += 1;
		const second = openTurn(folder, { threads: 1, clock });
		expect(second.take()).toBe(0);
		expect(first.take()).toBe(1);
		first.release();
		expect(second.take()).toBe(1);
		second.release();
		expect(readdirSync(folder)).toEqual([]);
	});

	it("divides the threads, and makes only those wait for whom none is left", () => {
		const clock = { nowMs: Date.now(), now: () => clock.nowMs, sleep: async () => {} };
		const turns = [1, 2, 3, 4, 5].map(() => openTurn(folder, { clock, threads: 4, sliceMs: 1000 }));
		const next = () => {
			clock.nowMs += 100;
			return turns.map((turn) => turn.take());
		};
		expect(turns[0]?.take()).toBe(4);
		clock.nowMs += 100;
		expect([turns[1]?.take(), turns[0]?.take()]).toEqual([2, 2]);
		next();
		expect(next().sort()).toEqual([0, 1, 1, 1, 1]);
		const waited = new Set<number>();
		for (let look = 0; look < 60; look++) waited.add(next().indexOf(0));
		expect([...waited].filter((index) => index >= 0).sort()).toEqual([0, 1, 2, 3, 4]); // each waits its while
		for (const turn of turns.slice(1)) turn.release();
		clock.nowMs += 100;
		expect(turns[0]?.take()).toBe(4);
		turns[0]?.release();
	});

	it("passes on after a slice when somebody waits, and not before", () => {
		const clock = { nowMs: Date.now(), now: () => clock.nowMs, sleep: async () => {} };
		const first = openTurn(folder, { threads: 1, clock, sliceMs: 1000 });
		const second = openTurn(folder, { threads: 1, clock, sliceMs: 1000 });
		expect(first.take()).toBe(1);
		clock.nowMs += 5000;
		expect(first.take()).toBe(1); // nobody waits
		expect(second.take()).toBe(0);
		clock.nowMs += 200;
		expect(first.take()).toBe(0);
		expect(second.take()).toBe(1);
		clock.nowMs += 999;
		expect(second.take()).toBe(1);
		clock.nowMs += 200;
		expect(second.take()).toBe(0);
		expect(first.take()).toBe(1);
		first.release();
		second.release();
	});

	it("does not wait for a ticket that nobody touched for long, whoever wrote it", () => {
		const name = "000000000000001_1_abcdef01_another-machine";
		writeFileSync(join(folder, name), "");
		const turn = openTurn(folder, { threads: 1 });
		expect(turn.take()).toBe(0); // fresh: another machine's process, which we cannot ask
		const old = new Date(Date.now() - 60_000);
		utimesSync(join(folder, name), old, old);
		expect(turn.take()).toBe(1);
		expect(readdirSync(folder)).not.toContain(name);
		turn.release();
	});

	it("draws another ticket when its own was removed", () => {
		const clock = { nowMs: Date.now(), now: () => clock.nowMs, sleep: async () => {} };
		const turn = openTurn(folder, { threads: 1, clock });
		expect(turn.take()).toBe(1);
		for (const name of readdirSync(folder)) rmSync(join(folder, name));
		clock.nowMs += 200;
		expect(turn.take()).toBe(1);
		expect(readdirSync(folder)).toHaveLength(1);
		turn.release();
	});

	it("goes on as if alone where it cannot write", () => {
		const file = join(folder, "a-file");
		writeFileSync(file, "");
		const turn = openTurn(join(file, "turns"), { threads: 3 });
		expect(turn.take()).toBe(3);
		turn.release();
	});
});

describe("openTurn, between processes", () => {
	it("is held by one at a time, and both get on", async () => {
		const [a, b] = await Promise.all([heldBy(start(1500, 200)), heldBy(start(1500, 200))]);
		expect(a.length + b.length).toBeGreaterThan(2); // it changed hands
		const held = [...a, ...b].sort((x, y) => x.from - y.from);
		// not to the millisecond: both may draw their first ticket in the same instant
		const overlapMs = held.slice(1).map((each, index) => Math.max(0, (held[index]?.to ?? 0) - each.from));
		const heldMs = held.map((each) => each.to - each.from);
		expect(sum(overlapMs)).toBeLessThan(sum(heldMs) / 4);
	});

	it("is taken from a dead process at once", async () => {
		const holder = start(60_000, 60_000);
		await holder.lines.next(); // it holds the turn
		const turn = openTurn(folder, { threads: 1 });
		expect(turn.take()).toBe(0);
		holder.child.kill("SIGKILL");
		await once(holder.child, "exit");
		expect(turn.take()).toBe(1);
		turn.release();
	});

	it("is free after a process that ended well", async () => {
		await heldBy(start(50, 1000));
		const turn = openTurn(folder, { threads: 1 });
		await takeSoon(turn);
		expect(readdirSync(folder)).toHaveLength(1);
		turn.release();
	});
});
