/**
 * A whole number that Python holds as a float. JavaScript has one kind of number, Python prints `1.0` and `1` differently,
 * and two peers compare what it prints.
 */
export interface PythonFloat {
	readonly pythonFloat: number;
}

/**
 * Marks a number as one that Python holds as a float.
 *
 * @example
 * pythonText(pythonFloat(1)) // => "1.0"
 * pythonText(1) // => "1"
 */
export function pythonFloat(value: number): PythonFloat {
	return { pythonFloat: value };
}

/** True for a number marked by `pythonFloat`. */
export function isPythonFloat(value: unknown): value is PythonFloat {
	return typeof value === "object" && value !== null && "pythonFloat" in value && Object.keys(value).length === 1;
}

/**
 * Parses JSON as Python's `json.loads` does where `JSON.parse` loses something: `1.0` becomes a `pythonFloat`, a whole
 * number too large for a double a bigint. Everything else is as in `JSON.parse`.
 *
 * @throws SyntaxError when the text is not JSON
 * @example
 * parsePythonJson('{"n": 1.0, "m": 1}') // => { n: pythonFloat(1), m: 1 }
 */
export function parsePythonJson(text: string): unknown {
	JSON.parse(text); // the marks below must not make valid what was not
	const marked = text.replace(stringOrNumber, (token) => {
		if (token.startsWith('"')) return token;
		const isFloat = /[.eE]/.test(token);
		const isLost = isFloat ? Number.isInteger(Number(token)) : !Number.isSafeInteger(Number(token));
		return isLost ? JSON.stringify({ [isFloat ? floatMark : bigMark]: token }) : token;
	});
	return JSON.parse(marked, (_key, value: unknown) => {
		if (typeof value !== "object" || value === null) return value;
		const { [floatMark]: float, [bigMark]: big } = value as Readonly<Record<string, string>>;
		if (float !== undefined) return pythonFloat(Number(float));
		return big === undefined ? value : BigInt(big);
	});
}

const floatMark = "\u0000float";
const bigMark = "\u0000big";
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * A value as Python's `str()` writes it: text as it is; None, True, False; lists and dicts in Python's own notation.
 *
 * @param value JSON, with `pythonFloat` and bigint where they matter
 * @example
 * pythonText([1, "it's", null]) // => '[1, "it\'s", None]'
 * pythonText({ a: true, b: 0.00001 }) // => "{'a': True, 'b': 1e-05}"
 */
export function pythonText(value: unknown): string {
	return typeof value === "string" ? value : representation(value);
}

function representation(value: unknown): string {
	if (value === null || value === undefined) return "None";
	if (typeof value === "boolean") return value ? "True" : "False";
	if (typeof value === "string") return quoted(value);
	if (typeof value === "bigint") return String(value);
	if (typeof value === "number") return Number.isInteger(value) ? String(BigInt(value)) : floatText(value);
	if (isPythonFloat(value)) return floatText(value.pythonFloat);
	if (Array.isArray(value)) return `[${value.map(representation).join(", ")}]`;
	const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${representation(member)}`);
	return `{${members.join(", ")}}`;
}

/** The shortest digits that give the number back; an exponent below 1e-4 and from 1e16. */
function floatText(value: number): string {
	if (Number.isNaN(value)) return "nan";
	if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
	const sign = value < 0 || Object.is(value, -0) ? "-" : "";
	const [digits = "0", power = "0"] = Math.abs(value).toExponential().split("e");
	const exponent = Number(power);
	if (value !== 0 && (exponent < -4 || exponent >= 16)) {
		const size = String(Math.abs(exponent)).padStart(2, "0");
		return `${sign}${digits}e${exponent < 0 ? "-" : "+"}${size}`;
	}
	const figures = digits.replace(".", "");
	if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${figures}`;
	const whole = figures.slice(0, exponent + 1).padEnd(exponent + 1, "0");
	return `${sign}${whole}.${figures.slice(exponent + 1) || "0"}`;
}

/** In single quotes, unless the text holds some and no double ones; what cannot be printed is escaped. */
function quoted(text: string): string {
	const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
	const escaped = text.replace(/[\\'\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) => {
		if (character === "'") return quote === "'" ? "\\'" : "'";
		const short = shortEscapes.get(character);
		if (short !== undefined) return short;
		const point = (character.codePointAt(0) ?? 0).toString(16);
		if (point.length <= 2) return `\\x${point.padStart(2, "0")}`;
		return point.length <= 4 ? `\\u${point.padStart(4, "0")}` : `\\U${point.padStart(8, "0")}`;
	});
	return `${quote}${escaped}${quote}`;
}

const shortEscapes = new Map([
	["\\", "\\\\"],
	["\n", "\\n"],
	["\r", "\\r"],
	["\t", "\\t"],
]);
