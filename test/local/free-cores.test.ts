import { expect, it } from "vitest";
import { freeCores, type ProcessorTimes } from "../../src/local/free-cores.ts";

function machine(cores: number) {
	const times = { nowMs: 0, busyMs: 0, ownMs: 0, cores };
	return {
		read: (): ProcessorTimes => ({ ...times }),
		pass(ms: number, use: { own: number; others: number }) {
			times.nowMs += ms;
			times.ownMs += ms * use.own;
			times.busyMs += ms * (use.own + use.others);
		},
	};
}

it("counts what others use, and not what we use", () => {
	const { read, pass } = machine(4);
	const free = freeCores(read);
	expect(free()).toBe(4);
	pass(1000, { own: 4, others: 0 });
	expect(free()).toBe(4);
	pass(1000, { own: 2, others: 1.5 });
	expect(free()).toBe(2.5);
	pass(1000, { own: 1, others: 0 });
	expect(free()).toBe(4);
});

it("keeps its judgement until it has watched long enough", () => {
	const { read, pass } = machine(2);
	const free = freeCores(read);
	pass(400, { own: 0, others: 2 });
	expect(free()).toBe(2);
	pass(100, { own: 0, others: 2 });
	expect(free()).toBe(1); // never none: somebody has to do the work
});

it("works on this machine", () => {
	expect(freeCores()()).toBeGreaterThanOrEqual(1);
});
