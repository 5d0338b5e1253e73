// priceOf looks up the list price of a hosted model, costOf applies one to token counts.
// You want them to ask what a change of model would cost before making it. An unknown price is null, never 0.
import { costOf, priceOf } from "touchstone";

// One month of a chat service: a million calls of 600 tokens in and 150 out.
const month = { inputTokens: 600e6, outputTokens: 150e6, cachedInputTokens: 0, cacheWriteTokens: 0 };

for (const name of ["nova-micro", "nova-lite", "nova-pro", "my-own-finetune"]) {
	const dollars = costOf(month, priceOf(name));
	console.log(`${name.padEnd(16)} ${dollars === null ? "unknown" : `${dollars.toFixed(2).padStart(8)} dollars`}`);
}

const price = priceOf("nova-lite");
console.log(`read on ${price?.date} from: ${price?.source}`);
console.log(
	`my own: ${costOf(month, { input: 0.1, output: 0.3, source: "our contract", date: "2026-11-01" })} dollars`,
);

// Prints:
// nova-micro          42.00 dollars
// nova-lite           72.00 dollars
// nova-pro           960.00 dollars
// my-own-finetune  unknown
// read on 2026-11-22 from: AWS price list as copied in the price map of litellm 1.109.1
// my own: 105 dollars
