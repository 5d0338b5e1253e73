import { expect, it } from "vitest";
import { matchColumns } from "../../src/sql/match-columns.ts";

it.each([
	["one", [[1]], [[1]], [0]],
	[
		"as they stand",
		[
			[1, 1],
			[2, 2],
		],
		[
			[1, 1],
			[2, 2],
		],
		[0, 1],
	],
	["turned round", [[1, 2, 3]], [[3, 1, 2]], [1, 2, 0]],
	// both columns hold {1, 2, 3}; only one pairing makes the rows agree
	[
		"told apart by their rows",
		[
			[1, 2],
			[2, 3],
			[3, 1],
		],
		[
			[2, 1],
			[3, 2],
			[1, 3],
		],
		[1, 0],
	],
	[
		"by most values in common",
		[
			[1, 7],
			[2, 8],
			[3, 9],
		],
		[
			[7, 1],
			[8, 2],
			[0, 4],
		],
		[1, 0],
	],
	["nothing in common", [[1, 2]], [[3, 4]], [0, 1]],
	[
		"more rows on one side",
		[
			[1, 5],
			[2, 6],
		],
		[[5, 1]],
		[1, 0],
	],
	["no columns", [[]], [[]], []],
])("%s", (_, reference, candidate, expected) => {
	expect(matchColumns(reference, candidate)).toEqual(expected);
});
