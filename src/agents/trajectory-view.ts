import { formatCount } from "../view/format.ts";
import { table } from "../view/table.ts";
import type { View } from "../view/view.ts";
import type { TrajectoryData } from "./trajectory.ts";

/** A set of trajectories as a table: one line a trajectory. */
export function trajectoryView({ name, hash, trajectories }: TrajectoryData): View {
	const all = trajectories.flatMap(({ questions }) => questions);
	const rows = trajectories.map(({ name: trajectory, questions }) => ({
		trajectory,
		questions: questions.length,
		types: countTypes(questions),
		first: questions[0]?.question ?? "",
	}));
	return table({
		columns: [
			{ key: "trajectory", label: "Trajectory" },
			{ key: "questions", label: "Questions" },
			{ key: "types", label: "Types" },
			{ key: "first", label: "First question" },
		],
		rows,
		caption: `${name}: ${formatCount(all.length, "question")} in ${formatCount(trajectories.length, "trajectory", "trajectories")} (${countTypes(all)})`,
		note: `One session a trajectory. Data ${hash.slice(0, 8)}.`,
	});
}

function countTypes(questions: readonly { readonly type: string }[]): string {
	const counts = new Map<string, number>();
	for (const { type } of questions) counts.set(type, (counts.get(type) ?? 0) + 1);
	return [...counts].map(([type, count]) => `${count} ${type}`).join(", ");
}
