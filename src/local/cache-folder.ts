import { join } from "node:path";
import { cacheFolder } from "../core/cache-folder.ts";

/** Where the files of one model live. */
export function modelFolder(name: string): string {
	// "owner/name" of a hub repository becomes one folder
	return join(cacheFolder(), "models", name.replaceAll("/", "--"));
}
