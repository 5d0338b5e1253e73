import { embedder } from "./embedder.ts";
import { local as languageModel } from "./local.ts";

/** Models inside this process: `local("qwen2.5-coder-0.5b")` speaks, `local.embedder()` embeds. */
export const local = Object.assign(languageModel, { embedder });
