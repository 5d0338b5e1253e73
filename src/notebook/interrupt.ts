import process from "node:process";
import { AbortedError } from "../core/errors.ts";
import { jupyter, where } from "./environment.ts";

const installed = Symbol.for("touchstone.interrupt");

/**
 * Keeps the notebook's kernel, and every variable in it, alive when the reader presses the stop button. Runs once, when
 * the package is imported; does nothing outside a kernel.
 *
 * Without any listener an interrupt ends the kernel's process.
 */
export function installInterrupt(): void {
	const marks = globalThis as { [installed]?: true }; // a notebook can load two copies of the package
	if (jupyter() === undefined || marks[installed]) return;
	marks[installed] = true;
	process.on("SIGINT", () => {
		if (process.listenerCount("SIGINT") > 1) return; // a long call of ours is running and stops itself
		console.error("Nothing of touchstone to stop here. If the cell does not end by itself, restart the kernel.");
	});
}

/**
 * Runs a long piece of work that the reader can stop: by the stop button of a notebook, by Ctrl-C in a terminal (a
 * second Ctrl-C quits), or by the caller's own signal.
 *
 * @param signal the caller's signal, where there is one
 * @param work gets a signal that any of these abort; it should keep what is done and throw or return
 */
export async function withInterrupt<T>(
	signal: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const controller = new AbortController();
	const interrupted = () => {
		process.off("SIGINT", interrupted); // so that a second Ctrl-C does what it always does
		if (where() === "terminal") process.stderr.write("\nStopping; what is done is kept. Ctrl-C again quits.\n");
		controller.abort(new AbortedError());
	};
	const passedOn = () => controller.abort(signal?.reason);
	if (signal?.aborted) passedOn();
	signal?.addEventListener("abort", passedOn, { once: true });
	process.on("SIGINT", interrupted);
	try {
		return await work(controller.signal);
	} finally {
		process.off("SIGINT", interrupted);
		signal?.removeEventListener("abort", passedOn);
	}
}
