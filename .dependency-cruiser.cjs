/**
 * Import direction. A file imports only inward; the rings from the inside out. Type-only imports count too.
 */
const rings = [
	["core", "view", "stats"],
	["model", "data"],
	["program", "metric"],
	["notebook"],
	["evaluate"],
	["judge"],
	["optimize"],
	["sql", "guardrail"],
	["migrate", "bias", "redteam", "match", "annotate", "summarize", "finetune", "league", "agents"],
	["local", "openai", "aws", "langfuse"],
];

const folders = (list) => `^src/(${list.join("|")})/`;

module.exports = {
	forbidden: [
		{ name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
		...rings.slice(0, -1).map((ring, index) => ({
			name: `${ring[0]}-imports-inward`,
			severity: "error",
			from: { path: folders(ring) },
			to: { path: folders(rings.slice(index + 1).flat()) },
		})),
		{
			name: "core-imports-nothing-of-ours",
			severity: "error",
			from: { path: "^src/core/" },
			to: { path: "^src/(?!core/)" },
		},
		...["view", "stats"].map((ring) => ({
			name: `${ring}-imports-core-only`,
			severity: "error",
			from: { path: `^src/${ring}/` },
			to: { path: `^src/(?!${ring}/|core/)` },
		})),
		...rings.slice(6).flatMap((ring) =>
			ring.map((name) => ({
				name: `${name}-stands-alone`,
				severity: "error",
				from: { path: `^src/${name}/` },
				to: { path: folders(ring.filter((other) => other !== name).concat("none")) },
			})),
		),
		{
			name: "only-the-root-imports-an-edge",
			severity: "error",
			from: { path: "^src/", pathNot: "^src/(index|cli|local|openai|aws|langfuse)" },
			to: { path: "^src/(local|openai|aws|langfuse)/" },
		},
		{
			name: "arquero-behind-one-file",
			severity: "error",
			from: { path: "^src/", pathNot: "^src/data/table\\.ts$" },
			to: { path: "arquero" },
		},
	],
	options: {
		doNotFollow: { path: "node_modules" },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
		enhancedResolveOptions: { conditionNames: ["import", "types", "default"], exportsFields: ["exports"] },
	},
};
