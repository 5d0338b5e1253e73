import { retrievedIdScores } from "../../src/metric/retrieved-ids.ts";
import { retrievedTextScores } from "../../src/metric/retrieved-texts.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

/** ragas' context recall and precision that need no model. */
export const kind: Kind = {
	name: "ragas_retrieval_nonllm",
	run(golden) {
		const texts = retrievedTextScores(golden.reference as string[], golden.retrieved as string[], { compat: "ragas" });
		const ids = retrievedIdScores(golden.reference_ids as string[], golden.retrieved_ids as string[]);
		return {
			non_llm_context_recall: texts.recall,
			non_llm_context_precision: texts.precision,
			id_precision: ids.precision,
			id_recall: ids.recall,
		};
	},
	tolerance: () => ratio,
};
