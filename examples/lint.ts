// lint holds a prompt against the rules that a model family documents, without asking any model.
// You want it before moving a prompt to another family; optimize.rewrite then has a model rewrite it.
import { optimize } from "touchstone";

const prompt = "Please summarise the text. Do not be too long. Don't add anything.";
console.log(optimize.lint(prompt, optimize.guide.nova));

// Prints:
// The prompt breaks 2 of the 16 rules of the nova guide that can be checked
//
// Severity  Rule             What breaks it                       What the guide says
// ────────  ───────────────  ───────────────────────────────────  ────────────────────────────────────
// warning   sections         no section "Task", "Instructions",…  Divide the prompt into sections, ea…
// warning   response-format  nothing says what the answer looks…  Say exactly what the answer looks l…
//
// 3 further rules cannot be checked by looking.
