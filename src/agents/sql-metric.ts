import { aspectCritic } from "../judge/metrics/aspect-critic.ts";
import type { Metric } from "../metric/metric.ts";
import type { Database } from "../sql/database.ts";
import { sqlEquivalence } from "../sql/sql-equivalence.ts";
import type { AgentInput, AgentOutput } from "./agent-metric.ts";
import type { GroundTruth } from "./trajectory.ts";

type SqlMetric = Metric<AgentInput, GroundTruth, AgentOutput>;

/**
 * SQL equivalence of the last statement that an agent sent: by running both on the database, else by their form, else by the
 * judge. `raw.tier` says which decided.
 *
 * null, counted as left out, where the agent sent no statement: its answer is still scored. Where there is no reference, too.
 */
export function sqlMetric(database: Database | undefined): SqlMetric {
	return overSent(
		sqlEquivalence<AgentInput, GroundTruth, AgentOutput>({
			...(database === undefined ? {} : { database }),
			judge: sameRows(),
			reads: { sql: ({ output }) => output.sql ?? "", reference: ({ expected }) => expected.sql ?? "" },
		}),
	);
}

function overSent(inner: SqlMetric): SqlMetric {
	const { using } = inner;
	return {
		...inner,
		score(c, context) {
			if (c.output.sql === undefined) return { value: null, reason: "does not apply: the agent sent no statement" };
			if (c.expected.sql === undefined) return { value: null, reason: "does not apply: there is no reference" };
			return inner.score(c, context);
		},
		...(using === undefined ? {} : { using: (choice) => overSent(using(choice)) }),
	};
}

/** What a model is asked where neither running nor form decides. */
function sameRows() {
	return aspectCritic<AgentInput, GroundTruth, AgentOutput>({
		name: "same rows",
		aspect:
			"The answer and the reference are SQL statements for the tables in the contexts. Would both return the same rows, whatever the tables hold? Names of columns and their order do not matter.",
		sees: ["question", "contexts", "answer", "reference"],
		reads: {
			answer: ({ output }) => output.sql ?? "",
			reference: ({ expected }) => expected.sql,
			contexts: ({ expected }) => [expected.sqlContext || "(the tables are not known)"],
		},
	});
}
