import type { Loose } from "../loose.ts";
import { refuse } from "../wire-error.ts";

const mostImages = 20;
const mostDocuments = 5;

/** No blank text, media in user turns only, documents with a text beside them and a name of plain characters. */
export function contentBlocks({ messages = [], system = [] }: Loose): void {
	for (const [index, block] of system.entries()) {
		if (block.text?.trim() === "")
			refuse(
				`The text field in the SystemContentBlock object at system.${index} is blank. Add text to the text field, and try again.`,
			);
	}
	for (const [index, message] of messages.entries()) checkMessage(message, `messages.${index}`);
}

function checkMessage({ role, content }: Loose, path: string): void {
	if (content.length === 0)
		refuse(
			`The content field in the Message object at ${path} is empty. Add a ContentBlock object to the content field and try again.`,
		);
	for (const [index, block] of content.entries()) {
		if (block.text?.trim() === "")
			refuse(
				`The text field in the ContentBlock object at ${path}.content.${index} is blank. Add text to the text field, and try again.`,
			);
		if (block.document !== undefined) checkDocument(block.document, content);
	}
	const images = count(content, "image");
	const documents = count(content, "document");
	if (role !== "user" && images + documents > 0) refuse(`${path}: images and documents belong in user messages only`);
	if (images > mostImages) refuse(`${path}: expected at most ${mostImages} images, found ${images}`);
	if (documents > mostDocuments) refuse(`${path}: expected at most ${mostDocuments} documents, found ${documents}`);
}

function checkDocument({ name }: Loose, content: Loose): void {
	if (!/^[a-z0-9\s\-()[\]]+$/i.test(name) || /\s\s/.test(name))
		refuse(
			"The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character.",
		);
	if (count(content, "text") === 0)
		refuse("Your messages must contain a text block when a document is included. Add a text block and try again.");
}

function count(content: Loose, kind: string): number {
	return content.filter((block: Loose) => block[kind] !== undefined).length;
}
