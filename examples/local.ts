// Needs a model: npx touchstone models pull smollm2-135m
//
// local runs a language model inside this process: no server, no account, no cost. Its answers are held to your types.
// You want it to begin with, and for whatever may not leave your machine. Larger ones: npx touchstone models list
import { local, predict, signature } from "touchstone";
import { z } from "zod";

const mood = signature({
	name: "mood",
	instructions: "Is the customer happy or unhappy?",
	input: { message: z.string() },
	output: { mood: z.enum(["happy", "unhappy"]) },
});

const model = local("smollm2-135m"); // returns at once; the weights are loaded at the first call
const { output, trace } = await predict(mood).using(model).run({ message: "Thank you, it works perfectly now!" });

// What it says is the model's affair; that it is one of the two words is not.
console.log(`one of the two: ${["happy", "unhappy"].includes(output.mood)}`);
console.log(`calls: ${trace.children.length}`);

// Prints:
// one of the two: true
// calls: 1
