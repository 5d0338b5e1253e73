// split divides a data set at random, without overlap; stratify keeps the shares of a label alike in every part.
// You want it before you tune anything: what a prompt was tuned on says nothing about how good it is.
import { dataset, split } from "touchstone";

const { train } = await dataset.load("product-relevance");

const { tune, check } = split(
	train,
	{ tune: 0.75, check: 0.25 },
	{ seed: 7, stratify: (example) => example.expected.label },
);

for (const part of [tune, check]) {
	const count = (label: string) => part.examples.filter((example) => example.expected.label === label).length;
	const labels = ["positive", "moderate", "negative"].map((label) => `${count(label)} ${label}`);
	console.log(`${part.name}: ${part.length} rows, ${labels.join(", ")}`);
}

const ids = new Set(tune.examples.map((example) => example.id));
console.log(`rows in both: ${check.examples.filter((example) => ids.has(example.id)).length}`);

// Prints:
// product-relevance/train/tune: 90 rows, 30 positive, 29 moderate, 31 negative
// product-relevance/train/check: 30 rows, 10 positive, 10 moderate, 10 negative
// rows in both: 0
