import type { Block, Fact, Table } from './blocks.ts';
import type { Report } from './report.ts';

/** A piece of what a report says, without blanks: where lines break is not its business. */
interface Piece {
	readonly text: string;
	/** Of a cell, the head of its table: it may stand again on every page the table goes on to. */
	readonly head?: string;
}

/**
 * Whether a printed text says word for word what a report says, in its order, and nothing else.
 *
 * @param printed the text of all pages without what stands at their foot, blanks left out
 * @returns where it first differs; nothing where it does not
 */
export function differsAt(report: Report, printed: string): string | undefined {
	let at = 0;
	for (const { text, head } of report.blocks.flatMap(piecesOf)) {
		// The mark of a list.
		if (printed[at] === '•' && !text.startsWith('•')) at++;
		if (head && !printed.startsWith(text, at) && printed.startsWith(head, at)) at += head.length;
		if (!printed.startsWith(text, at)) return told(text, printed.slice(at));
		at += text.length;
	}
	return at === printed.length ? undefined : told('nothing more', printed.slice(at));
}

/** Without any blank. */
export function squeezed(text: string): string {
	return text.replace(/\s+/g, '');
}

function told(expected: string, received: string): string {
	return `expected “${expected.slice(0, 60)}”, received “${received.slice(0, 60)}”`;
}

/** As `src/routes/print/[token]` draws them. */
function piecesOf(block: Block): Piece[] {
	switch (block.kind) {
		case 'cover': {
			const { product, title, name, status, statusMeaning, code, facts, table, seal, record } =
				block;
			const told = code ? [`${code.caption} ${code.code}`, ...code.lines] : [];
			return [
				...texts(product, title, name, `${status} ${statusMeaning}`, ...told),
				...factPieces(facts),
				...tablePieces(table),
				...texts(
					...[seal, ...(record ? [record] : [])].map(({ term, value }) => `${term} ${value}`)
				)
			];
		}
		case 'heading':
			return texts(`${block.number ?? ''} ${block.text}`);
		case 'list':
			return texts(...block.items);
		case 'facts':
			return factPieces(block.facts);
		case 'statement':
			return texts(block.over, block.large, ...block.under);
		case 'table':
			return tablePieces(block);
		case 'figure':
			return [...texts(block.caption), ...tablePieces(block.table)];
		case 'signatures':
			return block.parties.flatMap(({ title, lines, seal }) => [
				...texts(title),
				...factPieces(lines),
				...texts(seal)
			]);
		case 'page-break':
			return [];
		case 'paragraph':
		case 'note':
			return texts(block.text);
	}
}

function factPieces(facts: readonly Fact[]): Piece[] {
	return facts.flatMap(({ term, value }) => texts(term, value));
}

function tablePieces({ caption, columns, rows }: Table): Piece[] {
	const titles = columns.map(({ title }) => title);
	const head = squeezed(titles.join(''));
	const cells = [...titles, ...rows.flatMap((row) => row.cells)];
	return [...texts(caption), ...texts(...cells).map((piece) => ({ ...piece, head }))];
}

function texts(...all: readonly string[]): Piece[] {
	return all.map((text) => ({ text: squeezed(text) })).filter(({ text }) => text !== '');
}
