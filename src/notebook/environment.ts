import process from "node:process";
import { bundle, type Displayable } from "../view/view.ts";

/** Where the reader sits: a notebook, a terminal, a CI log, or nowhere that a moving line could be seen. */
export type Place = "jupyter" | "terminal" | "ci" | "quiet";

/** The part of the Deno kernel's display interface that we use. */
export interface Jupyter {
	broadcast(type: string, content: Readonly<Record<string, unknown>>): Promise<void>;
	display(bundle: Readonly<Record<string, string>>, options: { readonly raw: true }): Promise<void>;
}

/** The Deno kernel's display interface, or undefined outside a kernel. */
export function jupyter(): Jupyter | undefined {
	try {
		return (globalThis as { Deno?: { jupyter?: Jupyter } }).Deno?.jupyter;
	} catch {
		return undefined; // outside a kernel, merely reading Deno.jupyter throws
	}
}

/** Finds out where this process shows its progress. */
export function where(): Place {
	if (jupyter() !== undefined) return "jupyter";
	const ci = process.env.CI;
	if (ci !== undefined && ci !== "" && ci !== "false" && ci !== "0") return "ci";
	return process.stderr.isTTY ? "terminal" : "quiet";
}

/**
 * Shows a value in the middle of a cell (the last value of a cell shows itself); elsewhere prints it.
 *
 * Await it, or the output may land in the next cell.
 */
export async function show(value: Displayable): Promise<void> {
	const view = value.view();
	const kernel = jupyter();
	if (kernel === undefined) console.log(view.text);
	else await kernel.display(bundle(view), { raw: true });
}
