// How far can a judge be trusted? Calibrate it against labels before anything rests on it: agreement by kappa, and biases.
// The shipped author labels have planted defects; where kappa may be 0.4 or less, every table of the judge says so.
import { dataset, judge, scripted, summaryRubric } from "touchstone";

const { test } = await dataset.load("author-labels");
type Output = { summary: string };

// A judge that looks at nothing but length; local("qwen2.5-coder-1.5b") would go here.
const reader = scripted((request) => {
	const { length } = JSON.stringify(request.messages);
	return `<thinking>It is long.</thinking><score>${length > 800 ? 5 : length > 700 ? 3 : 1}</score>`;
});
const rating = judge({
	rubric: summaryRubric,
	shows: {
		document: ({ input }: { input: { document: string } }) => input.document,
		summary: ({ output }: { output: Output }) => output.summary,
	},
	model: reader,
});
const calibration = await judge.calibrate(rating, test, {
	output: ({ input }): Output => ({ summary: input.summary }),
	label: ({ expected }) => expected.grade,
	family: ({ tags }) => tags?.family ?? "",
	text: { read: ({ summary }) => summary, replace: (_, summary) => ({ summary }) },
	cache: false,
	progress: false,
});
console.log("rows:", calibration.agreement.n, "labels:", calibration.labels);
console.log("favours:", calibration.bias.verbosity?.favours, "texts");
console.log("caution:", judge.calibrated(rating, calibration).caution !== undefined);

// Prints:
// rows: 80 labels: author labels
// favours: long texts
// caution: true
