import ts from "typescript";

/** One `@example` of a doc comment. */
export interface DocExample {
	/** Line of the source file at which it begins. */
	readonly line: number;
	readonly code: string;
}

/** A statement to run, or an expression whose value is compared with what follows `// =>`. */
export type Step =
	| { readonly kind: "run"; readonly code: string }
	| { readonly kind: "compare"; readonly code: string; readonly expected: string };

/** Every `@example` in a source text, comment stars taken off. */
export function findExamples(source: string): DocExample[] {
	const found: DocExample[] = [];
	for (const comment of source.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
		const lines = comment[0]
			.slice(3, -2)
			.split("\n")
			.map((line) => line.replace(/^\s*\* ?/, ""));
		lines.forEach((line, index) => {
			if (!/^\s*@example\s*$/.test(line)) return;
			const rest = lines.slice(index + 1);
			const end = rest.findIndex((next) => /^\s*@\w/.test(next));
			const code = (end === -1 ? rest : rest.slice(0, end)).join("\n").trim();
			const before = source.slice(0, comment.index).split("\n").length;
			found.push({ line: before + index, code });
		});
	}
	return found;
}

/**
 * Divides an example at its `// =>` marks: the statement before a mark is an expression to compare, the ones before that
 * are run.
 */
export function stepsOf(code: string): Step[] {
	const steps: Step[] = [];
	let pending = "";
	for (const line of code.split("\n")) {
		const mark = line.indexOf("// =>");
		if (mark === -1) {
			pending += `${line}\n`;
			continue;
		}
		const text = pending + line.slice(0, mark);
		pending = "";
		const file = ts.createSourceFile("example.ts", text, ts.ScriptTarget.ES2022, true);
		const last = file.statements.at(-1);
		if (last === undefined || !ts.isExpressionStatement(last)) {
			throw new Error(`expected an expression before "// =>", found: ${text}`);
		}
		const before = text.slice(0, last.getStart(file)).trim();
		if (before !== "") steps.push({ kind: "run", code: before });
		steps.push({ kind: "compare", code: last.expression.getText(file), expected: line.slice(mark + 5).trim() });
	}
	if (pending.trim() !== "") steps.push({ kind: "run", code: pending.trim() });
	return steps;
}

/** One function body that runs the steps in order and gives the pairs to compare. */
export function bodyOf(steps: readonly Step[]): string {
	const lines = steps.map((step) =>
		step.kind === "run" ? step.code : `$pairs.push([await (${step.code}), (${step.expected})]);`,
	);
	const body = `const $pairs = [];\n${lines.join("\n")}\nreturn $pairs;`;
	// Examples may carry types, as users' code does.
	const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: false };
	return ts
		.transpile(`async function $example() {\n${body}\n}`, options)
		.replace(/^async function \$example\(\) \{|\}\s*$/g, "");
}
