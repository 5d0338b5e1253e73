import { spawnSync } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonCommands } from "../../../src/local/download/python.ts";
import type { WheelPart } from "../../../src/local/registry.ts";

/** A Python with pip on this machine; null where there is none, and tests of the wheels skip. */
export const python: string | null =
	pythonCommands().find((command) => spawnSync(command, ["-m", "pip", "--version"]).status === 0) ?? null;

export const skippedWithoutPip = python === null ? " (skipped: no Python with pip on this machine)" : "";

// the least a wheel must hold for pip to accept it
const BUILD = `
import json, sys, zipfile
folder, content, parts = sys.argv[1], open(sys.argv[2], "rb").read(), json.loads(sys.argv[3])
at = 0
for part in parts:
    name, version = part["package"].replace("-", "_"), part["version"]
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(f"{folder}/{name}-{version}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr(part["member"], content[at:at + part["bytes"]])
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {part['package']}\\nVersion: {version}\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    at += part["bytes"]
`;

/** Builds the wheels that hold a content part by part; returns the folder to give to pip as PIP_FIND_LINKS. */
export async function buildWheels(content: Uint8Array, parts: readonly WheelPart[]): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "touchstone-wheels-"));
	await writeFile(join(folder, "content"), content);
	const built = spawnSync(python ?? "python3", ["-c", BUILD, folder, join(folder, "content"), JSON.stringify(parts)]);
	if (built.status !== 0) throw new Error(`buildWheels: ${built.stderr}`);
	return folder;
}
