import { ConfigError, throwIfAborted } from "../core/errors.ts";
import { type Command, readWords } from "./command.ts";
import { doctor, type Finding } from "./doctor.ts";
import { machineInstruments } from "./instruments.ts";

const help = `Usage: npx touchstone doctor

Looks at Node, Deno, Python, Jupyter, the optional packages, the models, the disk and the processor.
What is missing or wrong comes with its remedy. Exit code 1 when touchstone cannot work.`;

const marks = { ok: "✓", missing: "–", failure: "✗" } as const;

/** `touchstone doctor` */
export const doctorCommand: Command = {
	help,
	async run(args, { console, signal }) {
		const words = readWords("doctor", args);
		if (words === null) {
			console.print(help);
			return 0;
		}
		if (words.length > 0) throw new ConfigError(`doctor: expected no argument, found "${words[0]}".`);
		console.status("looking at this machine");
		const findings = await doctor(machineInstruments(signal));
		throwIfAborted(signal); // a look that was cut short has found nothing, which is no finding
		console.print(findings.map(line).join("\n"));
		console.print(summary(findings));
		return findings.some(({ state }) => state === "failure") ? 1 : 0;
	},
};

function line({ name, state, found, remedy }: Finding): string {
	const first = `${marks[state]} ${name}: ${found}`;
	return remedy === undefined ? first : `${first}\n    ${remedy}`;
}

function summary(findings: readonly Finding[]): string {
	const count = (wanted: Finding["state"]) => findings.filter(({ state }) => state === wanted).length;
	return `\n${count("ok")} ok, ${count("missing")} missing but optional, ${count("failure")} to mend`;
}
