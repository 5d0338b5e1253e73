// budget is a hard limit on calls, tokens, dollars or seconds: a call that might pass it is not sent.
// You want it around any model that somebody bills for. One budget may stand in front of several models.
import { BudgetError, budget, predict, priceOf, scripted, signature, wrap } from "touchstone";
import { z } from "zod";

const slogan = signature({
	name: "slogan",
	instructions: "Write a slogan of at most ten words for the product.",
	input: { product: z.string() },
	output: { slogan: z.string() },
});

// Says what it is told to, at the price of a hosted model. openai({ baseURL, model, price }) would go here.
const model = scripted(() => '{"slogan":"Tea in ninety seconds."}', { price: priceOf("nova-pro") });
const purse = budget({ usd: 0.005 });
const program = predict(slogan).using(wrap(model, purse));

try {
	for (let call = 1; call <= 100; call++) await program.run({ product: "A kettle that boils fast" });
} catch (error) {
	if (error instanceof BudgetError) console.log(error.message);
	else throw error;
}
console.log(`calls sent: ${purse.spent.calls}`);
console.log(`within the limit: ${purse.spent.usd !== null && purse.spent.usd <= 0.005}`);

// Prints:
// budget: expected at most 0.00500 US dollars, found 0.00288 spent and up to 0.00214 more for this call. Nothing was sent; raise the limit or do less.
// calls sent: 75
// within the limit: true
