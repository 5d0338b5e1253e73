// search finds the best combination of choices when each look is noisy: which instruction with which examples.
// You want it for settings of your own; optimize.mipro uses it for prompts.
import { optimize } from "touchstone";

const worth = { tone: [0.5, 0.6, 0.4], examples: [0, 0.05, 0.2] };
const { best } = await optimize.search({
	variables: { tone: 3, examples: 3 },
	observe: async ({ tone = 0, examples = 0 }, trial) => {
		const truth = (worth.tone[tone] ?? 0) + (worth.examples[examples] ?? 0);
		const luck = Math.sin(trial * 12.9898) * 0.05; // a minibatch of 40 rows is off by a few points
		return { mean: truth + luck, n: 40 };
	},
	budget: { trials: 15 },
});
console.log(best?.choice);

// Prints:
// { tone: 1, examples: 2 }
