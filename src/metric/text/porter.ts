/**
 * Porter's stemmer with NLTK's extensions: strips English endings, so that "running" and "runs" meet in "run".
 *
 * Stems are keys for comparing, not words ("happy" → "happi"). This is the variant behind ROUGE and METEOR: NLTK's
 * default mode, with its table of irregular forms and its changes to the published rules. The word is lower-cased;
 * letters outside a-z count as consonants.
 *
 * @param word one word, no white space
 * @returns the stem, lower case; a word of one or two letters comes back as it is
 * @see Porter 1980, "An algorithm for suffix stripping", Program 14(3):130-137
 * @example
 * porterStem("relational") // => "relat"
 * porterStem("flies") // => "fli"
 * porterStem("dies") // => "die"
 */
export function porterStem(word: string): string {
	const lower = word.toLowerCase();
	const irregular = irregularStems.get(lower);
	if (irregular !== undefined) return irregular;

	const wide = lower.match(beyondOneUnit);
	if (wide === null) return word.length <= 2 ? lower : stripEndings(lower);

	// The rules count letters. A character of two UTF-16 units stands in as one consonant while they run.
	const narrow = lower.replace(beyondOneUnit, standIn);
	if (narrow.length <= 2) return lower;
	let next = 0;
	return stripEndings(narrow).replaceAll(standIn, () => wide[next++] ?? "");
}

const beyondOneUnit = /[\u{10000}-\u{10ffff}]/gu;
const standIn = "\u{e000}";

/** Forms that the rules would get wrong, as NLTK lists them. */
const irregularStems: ReadonlyMap<string, string> = new Map(
	Object.entries({
		sky: "sky",
		skies: "sky",
		dying: "die",
		lying: "lie",
		tying: "tie",
		news: "news",
		inning: "inning",
		innings: "inning",
		outing: "outing",
		outings: "outing",
		canning: "canning",
		cannings: "canning",
		howe: "howe",
		proceed: "proceed",
		exceed: "exceed",
		succeed: "succeed",
	}),
);

function stripEndings(word: string): string {
	const singular = stripPlural(word);
	const present = stripPastAndGerund(singular);
	const joined = derivationalEndings(yToI(present));
	const adjective = applyFirst(adjectiveEndings, joined);
	return stripDoubleL(stripFinalE(applyFirst(residualEndings, adjective)));
}

/** One "v" or "c" per letter. A y is a vowel after a consonant: "syzygy" → "cvcvcv", "toy" → "cvc". */
function shapeOf(word: string): string {
	let shape = "";
	for (const letter of word) {
		const vowel = "aeiou".includes(letter) || (letter === "y" && shape.endsWith("c"));
		shape += vowel ? "v" : "c";
	}
	return shape;
}

/** Porter's measure m: how many times a vowel is followed by a consonant. "tr" 0, "trouble" 1, "private" 2. */
function measure(stem: string): number {
	return shapeOf(stem).split("vc").length - 1;
}

/** Porter's *o: the stem ends consonant, vowel, consonant, the last not w, x or y; NLTK adds two letters, "vc". */
function endsShort(stem: string): boolean {
	const shape = shapeOf(stem);
	return shape === "vc" || (shape.endsWith("cvc") && !/[wxy]$/.test(stem));
}

// Step 1a
function stripPlural(word: string): string {
	if (word.endsWith("ies")) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2);
	if (word.endsWith("sses")) return word.slice(0, -2);
	if (word.endsWith("s") && !word.endsWith("ss")) return word.slice(0, -1);
	return word;
}

// Step 1b
function stripPastAndGerund(word: string): string {
	if (word.endsWith("ied")) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2);
	if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
	for (const suffix of ["ed", "ing"]) {
		if (!word.endsWith(suffix)) continue;
		const stem = word.slice(0, -suffix.length);
		if (shapeOf(stem).includes("v")) return repairEnding(stem);
	}
	return word;
}

/** What is left after -ed or -ing gets its last letters put right: "hopp" → "hop", "fil" → "file". */
function repairEnding(stem: string): string {
	if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
	const doubled = stem.at(-1) === stem.at(-2) && shapeOf(stem).endsWith("c");
	if (doubled) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1);
	return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

// Step 1c, NLTK's condition: "happy" → "happi" and "fly" → "fli", but "enjoy" and "by" stay
function yToI(word: string): string {
	const stem = word.slice(0, -1);
	return word.endsWith("y") && stem.length > 1 && shapeOf(stem).endsWith("c") ? `${stem}i` : word;
}

interface Ending {
	readonly suffix: string;
	readonly replacement: string;
	/** The stem must measure more than this. */
	readonly above: number;
	/** Letters of the suffix that count as stem when measuring. */
	readonly borrowed?: number;
	readonly stemEnds?: RegExp;
}

/** The first ending that fits decides, also when its condition fails. */
function applyFirst(endings: readonly Ending[], word: string): string {
	const ending = endings.find(({ suffix }) => word.endsWith(suffix));
	if (ending === undefined) return word;
	const stem = word.slice(0, -ending.suffix.length);
	const measured = word.slice(0, stem.length + (ending.borrowed ?? 0));
	const holds = measure(measured) > ending.above && (ending.stemEnds?.test(stem) ?? true);
	return holds ? stem + ending.replacement : word;
}

function endings(above: number, pairs: Readonly<Record<string, string>>): Ending[] {
	return Object.entries(pairs).map(([suffix, replacement]) => ({ suffix, replacement, above }));
}

// Step 2. "-alli" comes first and its result runs through the step again: NLTK's order.
function derivationalEndings(word: string): string {
	if (word.endsWith("alli") && measure(word.slice(0, -4)) > 0) return derivationalEndings(word.slice(0, -2));
	return applyFirst(nounEndings, word);
}

const nounEndings: readonly Ending[] = [
	...endings(0, {
		ational: "ate",
		tional: "tion",
		enci: "ence",
		anci: "ance",
		izer: "ize",
		bli: "ble",
		alli: "al",
		entli: "ent",
		eli: "e",
		ousli: "ous",
		ization: "ize",
		ation: "ate",
		ator: "ate",
		alism: "al",
		iveness: "ive",
		fulness: "ful",
		ousness: "ous",
		aliti: "al",
		iviti: "ive",
		biliti: "ble",
		fulli: "ful",
	}),
	// The l counts with the stem, so that "geologi" → "geolog" although "geo" alone measures 0
	{ suffix: "logi", replacement: "log", above: 0, borrowed: 1 },
];

// Step 3
const adjectiveEndings: readonly Ending[] = endings(0, {
	icate: "ic",
	ative: "",
	alize: "al",
	iciti: "ic",
	ical: "ic",
	ful: "",
	ness: "",
});

// Step 4
const residualEndings: readonly Ending[] = [
	...["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent"].map((suffix) => ({
		suffix,
		replacement: "",
		above: 1,
	})),
	{ suffix: "ion", replacement: "", above: 1, stemEnds: /[st]$/ },
	...["ou", "ism", "ate", "iti", "ous", "ive", "ize"].map((suffix) => ({ suffix, replacement: "", above: 1 })),
];

// Step 5a
function stripFinalE(word: string): string {
	if (!word.endsWith("e")) return word;
	const stem = word.slice(0, -1);
	const m = measure(stem);
	return m > 1 || (m === 1 && !endsShort(stem)) ? stem : word;
}

// Step 5b
function stripDoubleL(word: string): string {
	return word.endsWith("ll") && measure(word.slice(0, -1)) > 1 ? word.slice(0, -1) : word;
}
