/**
 * What a program said, as text: its field "answer", its only text field, or all of its fields as JSON.
 *
 * @example
 * answerText({ answer: "42", sources: ["a"] }) // => "42"
 * answerText({ total: 42 }) // => '{"total":42}'
 */
export function answerText(output: unknown): string {
	if (typeof output === "string") return output;
	if (typeof output !== "object" || output === null) return JSON.stringify(output) ?? "";
	const { answer } = output as { answer?: unknown };
	if (typeof answer === "string") return answer;
	const texts = Object.values(output).filter((value) => typeof value === "string");
	return texts.length === 1 ? String(texts[0]) : JSON.stringify(output);
}
