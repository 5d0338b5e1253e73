// Metrics for texts compare words with a reference: ROUGE, chrF, token F1, edit distances and others, here as plain functions.
// metric.rouge("summary") and its like do the same in an evaluation.
// You want to know what they cannot see: the wrong fact in the reference's own words beats the right one in others.
import { metric } from "touchstone";

const reference = "Parking in the town centre will be free after 5 pm from 1 March.";
const answers = {
	"same words": "Parking in the town centre will be free after 5 pm from 1 March.",
	"wrong fact": "Parking in the town centre will be free after 9 pm from 1 March.",
	"right, own words": "From March drivers pay nothing to park centrally in the evening.",
};

console.log("answer            ROUGE-L  chrF  token F1  Levenshtein");
for (const [name, answer] of Object.entries(answers)) {
	const rougeL = metric.rougeScores(reference, answer).rougeL.f1;
	const chrf = metric.sentenceChrf(reference, answer) / 100;
	const { f1 } = metric.tokenOverlap(reference, answer);
	const levenshtein = metric.levenshteinSimilarity(reference, answer);
	const cells = [
		rougeL.toFixed(2).padStart(7),
		chrf.toFixed(2),
		f1.toFixed(2).padStart(8),
		levenshtein.toFixed(2).padStart(11),
	];
	console.log([name.padEnd(16), ...cells].join("  "));
}

// Prints:
// answer            ROUGE-L  chrF  token F1  Levenshtein
// same words           1.00  1.00      1.00         1.00
// wrong fact           0.93  0.93      0.92         0.98
// right, own words     0.16  0.27      0.26         0.14
