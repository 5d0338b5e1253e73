import { expect, it } from "vitest";
import { throttle } from "../../src/notebook/throttle.ts";
import { stage } from "./stage.ts";

it("draws at once, then five times a second at most, and the last of a burst", async () => {
	const { clock, pass } = stage();
	const drawn: number[] = [];
	let state = 0;
	const drawing = throttle(() => void drawn.push(state), clock);
	for (state = 1; state <= 100; state++) {
		drawing.request();
		await pass(10);
	}
	state = 101;
	drawing.request();
	await pass(200);
	expect(drawn).toEqual([1, 20, 40, 60, 80, 100, 101]);
});

it("draws nothing once it is stopped, not even what waits", async () => {
	const { clock, pass } = stage();
	let count = 0;
	const drawing = throttle(() => void count++, clock);
	drawing.request();
	drawing.request();
	drawing.stop();
	await pass(1000);
	drawing.request();
	expect(count).toBe(1);
});
