import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { motoVenv } from "../../scripts/venv.ts";

/** A stand-in for S3, IAM and STS in a process of its own. */
export interface MotoServer extends AsyncDisposable {
	readonly url: string;
}

/**
 * Starts moto's server on a free port; the first time its packages are installed, which takes a minute or two.
 *
 * @param env what its process is told besides
 */
export async function startMoto(env: Readonly<Record<string, string>> = {}): Promise<MotoServer> {
	const child = spawn(motoVenv().command("moto_server"), ["--host", "127.0.0.1", "--port", "0"], {
		env: { ...process.env, PYTHONUNBUFFERED: "1", ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
	return {
		url: await addressOf(child),
		async [Symbol.asyncDispose]() {
			child.kill();
			await gone;
		},
	};
}

function addressOf(child: ChildProcess): Promise<string> {
	let said = "";
	return new Promise((resolve, reject) => {
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on("data", (piece) => {
				said += piece;
				const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
				if (url !== undefined) resolve(url);
			});
		}
		child.once("error", reject);
		child.once("close", (code) => reject(new Error(`moto_server ended with ${code} before it served: ${said}`)));
	});
}
