/** Turns tokens into text as they come. */
export interface TextStream {
	/** True when a stop string has been reached: ask for no more. */
	push(token: number): boolean;
	/** The whole text, stop string and what follows left out. */
	end(): string;
	/** The text so far. */
	readonly text: string;
}

export interface TextStreamOptions {
	/** The text of tokens, given the ones before them. */
	readonly detokenize: (tokens: readonly number[], before: readonly number[]) => string;
	readonly stop?: readonly string[] | undefined;
	/** Gets each piece once, in order, and never the beginning of a stop string. */
	readonly onText?: ((piece: string) => void) | undefined;
}

/** A character of several bytes may be split over tokens; more than this and the bytes are simply wrong. */
const MOST_TOKENS_PER_CHARACTER = 8;
/** How many tokens a tokenizer may need to see to know whether a space belongs in between. */
const TOKENS_BEFORE = 4;

/** Text from tokens, whole characters at a time, cut at the first stop string. */
export function textStream({ detokenize, stop = [], onText }: TextStreamOptions): TextStream {
	let pending: number[] = [];
	let before: number[] = [];
	let text = "";
	let sent = 0;
	let stopped = false;

	function take(): void {
		text += detokenize(pending, before);
		before = [...before, ...pending].slice(-TOKENS_BEFORE);
		pending = [];
	}

	function send(end: number): void {
		if (end > sent) onText?.(text.slice(sent, end));
		sent = Math.max(sent, end);
	}

	return {
		push(token) {
			pending.push(token);
			const half = detokenize(pending, before).endsWith("\uFFFD");
			if (half && pending.length < MOST_TOKENS_PER_CHARACTER) return false;
			take();
			const cut = firstStop(text, stop);
			if (cut !== null) {
				text = text.slice(0, cut);
				stopped = true;
			}
			send(stopped ? text.length : text.length - openStop(text, stop));
			return stopped;
		},
		end() {
			if (!stopped && pending.length > 0) take();
			send(text.length);
			return text;
		},
		get text() {
			return text;
		},
	};
}

function firstStop(text: string, stop: readonly string[]): number | null {
	const places = stop.map((word) => text.indexOf(word)).filter((place) => place >= 0);
	return places.length > 0 ? Math.min(...places) : null;
}

// length of the longest end of the text that could become a stop string
function openStop(text: string, stop: readonly string[]): number {
	let longest = 0;
	for (const word of stop) {
		for (let length = Math.min(word.length - 1, text.length); length > longest; length--) {
			if (text.endsWith(word.slice(0, length))) longest = length;
		}
	}
	return longest;
}
