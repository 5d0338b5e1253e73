import type { Console } from "../../src/cli/console.ts";

/** Keeps what a command writes. */
export function recordingConsole(): Console & { readonly printed: string[]; readonly complaints: string[] } {
	const printed: string[] = [];
	const complaints: string[] = [];
	return {
		printed,
		complaints,
		print: (text) => void printed.push(text),
		complain: (text) => void complaints.push(text),
		status: () => {},
	};
}
