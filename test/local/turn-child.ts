// A process that wants the turn for a while: argv = folder, milliseconds of work, slice. Prints when it held it.
import { openTurn } from "../../src/local/turn.ts";

const [folder = "", work = "0", slice = "0"] = process.argv.slice(2);
const turn = openTurn(folder, { threads: 1, sliceMs: Number(slice) });
const now = () => performance.timeOrigin + performance.now();
let done = 0;
let since: number | null = null;

while (done < Number(work)) {
	const ours = turn.take() > 0;
	const before = now();
	if (ours && since === null) {
		since = before;
		console.log(JSON.stringify({ holds: true }));
	}
	if (!ours && since !== null) {
		console.log(JSON.stringify({ from: since, to: before }));
		since = null;
	}
	await new Promise((resolve) => setTimeout(resolve, 5));
	if (ours) done += now() - before;
}
if (since !== null) console.log(JSON.stringify({ from: since, to: now() }));
turn.release();
