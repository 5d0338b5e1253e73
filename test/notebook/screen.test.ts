import { describe, expect, it } from "vitest";
import { logScreen, notebookScreen, terminalScreen } from "../../src/notebook/screen.ts";

const view = (text: string) => ({ text, html: `<p>${text}</p>` });

describe("notebookScreen", () => {
	it("displays once, then updates the same output, in order", async () => {
		const sent: { type: string; text: string; id: string }[] = [];
		const slowFirst = [30, 0, 0];
		const screen = notebookScreen(
			{
				async broadcast(type, content) {
					await new Promise((resolve) => setTimeout(resolve, slowFirst.shift()));
					const { data, transient } = content as {
						data: Record<string, string>;
						transient: { display_id: string };
					};
					sent.push({ type, text: data["text/plain"] ?? "", id: transient.display_id });
				},
			},
			"one",
		);
		void screen.draw(view("a"), false);
		void screen.draw(view("b"), false);
		await screen.draw(view("c"), true);
		expect(sent).toEqual([
			{ type: "display_data", text: "a", id: "one" },
			{ type: "update_display_data", text: "b", id: "one" },
			{ type: "update_display_data", text: "c", id: "one" },
		]);
	});
});

describe("terminalScreen", () => {
	it("writes over one line that never wraps, and ends it whole", async () => {
		let written = "";
		const screen = terminalScreen(
			(text) => {
				written += text;
			},
			() => 8,
		);
		await screen.draw(view("much too long"), false);
		await screen.draw(view("much too long"), true);
		expect(written).toBe("\rmuch t…\x1b[K\rmuch too long\x1b[K\n");
	});
});

describe("logScreen", () => {
	it("writes the last drawing alone", async () => {
		const lines: string[] = [];
		const screen = logScreen((text) => lines.push(text));
		await screen.draw(view("moving"), false);
		await screen.draw(view("final"), true);
		expect(lines).toEqual(["final\n"]);
	});
});
