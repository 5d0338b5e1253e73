import { relative, resolve } from "node:path";
import process from "node:process";

export interface LabOptions {
	/** The root of the checkout, which becomes the top of JupyterLab's file list. */
	readonly root: string;
	/** What stands after `npm run lab --`: perhaps a notebook, and options for JupyterLab. */
	readonly given: readonly string[];
	/** The notebook to open when none is given. */
	readonly first?: string | undefined;
}

/** The arguments of the command `jupyter`. */
export function labArguments({ root, given, first }: LabOptions): string[] {
	const notebook = given.find((argument) => argument.endsWith(".ipynb")) ?? first;
	const path = notebook === undefined ? "" : `/tree/${relative(root, resolve(notebook)).replaceAll("\\", "/")}`;
	return [
		"lab",
		`--ServerApp.root_dir=${root}`,
		`--LabApp.default_url=/lab${path}`,
		// Jupyter refuses to run as root, which is who one is in most containers
		...(process.getuid?.() === 0 ? ["--allow-root"] : []),
		...given.filter((argument) => !argument.endsWith(".ipynb")),
	];
}

/** The address that Jupyter means for the reader, out of a line of its log; null for any other line. */
export function addressIn(line: string): string | null {
	return /https?:\/\/(?:127\.0\.0\.1|localhost)\S*[?&]token=\S+/.exec(line)?.[0] ?? null;
}
