import { brier, expectedCalibrationError, logLoss } from "../../src/stats/calibration.ts";
import { averagePrecision, ndcg, rocAuc } from "../../src/stats/ranking.ts";
import type { Kind } from "./kind.ts";
import { ratio } from "./tolerances.ts";

interface Case {
	readonly y: readonly number[];
	readonly score: readonly number[];
	readonly relevance: readonly number[];
	readonly rank_score: readonly number[];
}

export const kind: Kind = {
	name: "ranking_calibration",
	run(golden) {
		const { y, score, relevance, rank_score } = golden as unknown as Case;
		return {
			roc_auc: rocAuc(y, score),
			average_precision: averagePrecision(y, score),
			brier: brier(y, score),
			log_loss: logLoss(y, score),
			ndcg: ndcg(relevance, rank_score),
			ndcg_at_5: ndcg(relevance, rank_score, 5),
			ece_10: expectedCalibrationError(y, score, 10),
		};
	},
	tolerance: () => ratio,
};
