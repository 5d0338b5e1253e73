import { escapeHtml } from "./escape.ts";

export interface PageOptions {
	readonly title: string;
	/** HTML, such as that of a view. */
	readonly body: string;
	/** The language of the text, default "en". */
	readonly language?: string;
}

/**
 * One HTML file that holds everything it shows: it asks nothing of the network, follows the reader's light or dark
 * setting and prints in black on white.
 */
export function page({ title, body, language = "en" }: PageOptions): string {
	return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

const css = `
:root { color-scheme: light dark; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 22px; margin: 0 0 16px; }
h2 { font-size: 17px; margin: 28px 0 8px; }
img { max-width: 100%; }
pre { overflow-x: auto; white-space: pre-wrap; }
summary { cursor: pointer; }
@media print {
  :root { color-scheme: light; }
  main { max-width: none; padding: 0; }
  tr, img, h2 { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
}
`;
