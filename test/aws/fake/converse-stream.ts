import type { Loose } from "./loose.ts";

/** The events in which ConverseStream sends what Converse answers at once. */
export function converseEvents(output: Loose): object[] {
	const message = output.output?.message ?? { role: "assistant", content: [] };
	return [
		{ messageStart: { role: message.role } },
		...message.content.flatMap((block: Loose, index: number) => blockEvents(block, index)),
		{ messageStop: { stopReason: output.stopReason } },
		{ metadata: { usage: output.usage, metrics: { latencyMs: output.metrics.latencyMs } } },
	];
}

function blockEvents(block: Loose, contentBlockIndex: number): object[] {
	const delta = (held: object) => ({ contentBlockDelta: { contentBlockIndex, delta: held } });
	const stop = { contentBlockStop: { contentBlockIndex } };
	if (block.toolUse !== undefined) {
		const { toolUseId, name, input } = block.toolUse;
		return [
			{ contentBlockStart: { contentBlockIndex, start: { toolUse: { toolUseId, name } } } },
			...inPieces(JSON.stringify(input)).map((piece) => delta({ toolUse: { input: piece } })),
			stop,
		];
	}
	const reasoning = block.reasoningContent?.reasoningText;
	if (reasoning !== undefined) {
		const { text, signature } = reasoning;
		return [
			...inPieces(text).map((piece) => delta({ reasoningContent: { text: piece } })),
			...(signature === undefined ? [] : [delta({ reasoningContent: { signature } })]),
			stop,
		];
	}
	// Text has no start event.
	return [...inPieces(block.text ?? "").map((piece) => delta({ text: piece })), stop];
}

/** Some pieces of a few characters, so that a reader has to put them together. */
function inPieces(text: string): string[] {
	const characters = [...text];
	const size = Math.max(7, Math.ceil(characters.length / 40));
	return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
		characters.slice(index * size, (index + 1) * size).join(""),
	);
}
