// One line a metric: what it measures is in its own file.
export { bleu } from "./bleu.ts";
export { chrf } from "./chrf.ts";
export { contains } from "./contains.ts";
export { exact } from "./exact.ts";
export { meteor } from "./meteor.ts";
export { rouge } from "./rouge.ts";
export { stringSimilarity } from "./string-similarity.ts";
export { tokenF1 } from "./token-f1.ts";
