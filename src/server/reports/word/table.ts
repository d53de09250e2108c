import {
	AlignmentType,
	BorderStyle,
	HeightRule,
	Paragraph,
	ShadingType,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	VerticalAlignTable,
	WidthType,
	convertMillimetersToTwip,
	type IParagraphOptions,
	type ITableBordersOptions
} from 'docx';
import type { Fact, Row, Signatures, Table as TableBlock } from '#lib/report/blocks.ts';
import { colours, textWidth } from './styles.ts';

/** So few rows stay together on a page, as on the printed one. */
const mostShort = 6;
/** How much further each level of a row is indented, in twentieths of a point. */
const indentOfDepth = 200;

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const thin = { style: BorderStyle.SINGLE, size: 4, color: colours.line } as const;
const strong = { style: BorderStyle.SINGLE, size: 8, color: colours.accent } as const;
const dashed = { style: BorderStyle.DASHED, size: 6, color: colours.muted } as const;
const noBorders: ITableBordersOptions = {
	top: none,
	bottom: none,
	left: none,
	right: none,
	insideHorizontal: none,
	insideVertical: none
};
const cellMargins = { top: 50, bottom: 50, left: 90, right: 90 };

/** A table with its caption: its head stands again on every page, and no row is cut. */
export function tableOf({ caption, columns, rows }: TableBlock): (Paragraph | Table)[] {
	const all = columns.reduce((sum, { share }) => sum + share, 0);
	const widths = columns.map(({ share }) => Math.round((share / all) * textWidth));
	const align = columns.map((column) =>
		column.align === 'end' ? AlignmentType.END : AlignmentType.START
	);
	const head = new TableRow({
		tableHeader: true,
		cantSplit: true,
		keepNext: true,
		children: columns.map(({ title }, i) =>
			cell(widths[i]!, title, { alignment: align[i]! }, { bold: true, fill: colours.wash })
		)
	});
	const body = rows.map((row, i) => {
		const isLast = i === rows.length - 1;
		// Neither a heading within the table nor what comes before its last sum is left alone.
		const binds =
			row.weight === 'part' || (i === rows.length - 2 && rows[i + 1]!.weight === 'part');
		return new TableRow({
			cantSplit: true,
			keepNext: !isLast && (rows.length <= mostShort || binds),
			children: cellsOf(row, widths, align)
		});
	});
	return [
		new Paragraph({ style: 'Caption', children: [new TextRun(caption)] }),
		new Table({
			width: { size: textWidth, type: WidthType.DXA },
			layout: TableLayoutType.FIXED,
			columnWidths: widths,
			margins: cellMargins,
			borders: { ...noBorders, top: strong, bottom: thin, insideHorizontal: thin },
			rows: [head, ...body]
		}),
		gap()
	];
}

function cellsOf(
	{ cells, weight, depth = 0 }: Row,
	widths: readonly number[],
	align: readonly (typeof AlignmentType)[keyof typeof AlignmentType][]
): TableCell[] {
	const look = weight === 'part' ? { bold: true, fill: colours.part } : {};
	return cells.map((text, i) =>
		cell(
			widths[i]!,
			text,
			{ alignment: align[i]!, ...(i === 0 ? { indent: { left: depth * indentOfDepth } } : {}) },
			look
		)
	);
}

function cell(
	width: number,
	text: string,
	paragraph: Omit<IParagraphOptions, 'children' | 'text'>,
	{ bold = false, fill }: { bold?: boolean; fill?: string } = {}
): TableCell {
	return new TableCell({
		width: { size: width, type: WidthType.DXA },
		...(fill === undefined ? {} : { shading: { type: ShadingType.CLEAR, color: 'auto', fill } }),
		children: [
			new Paragraph({ style: 'Cell', ...paragraph, children: [new TextRun({ text, bold })] })
		]
	});
}

/** Terms and what is known of each, side by side without lines. */
export function factsOf(facts: readonly Fact[], termWidth: number): (Paragraph | Table)[] {
	const widths = [termWidth, textWidth - termWidth];
	const rows = facts.map(
		({ term, value }) =>
			new TableRow({
				cantSplit: true,
				children: [plain(widths[0]!, term, 'Term'), plain(widths[1]!, value, 'Value')]
			})
	);
	return [
		new Table({
			width: { size: textWidth, type: WidthType.DXA },
			layout: TableLayoutType.FIXED,
			columnWidths: widths,
			borders: noBorders,
			rows
		}),
		gap()
	];
}

/** For each party a box of one size: its lines to be written on, and the empty place of its seal. */
export function signaturesOf({ parties }: Signatures): (Paragraph | Table)[] {
	const widths = [Math.round(textWidth * 0.6), textWidth - Math.round(textWidth * 0.6)];
	const line = (text: string) =>
		new Paragraph({
			style: 'Cell',
			spacing: { before: 160, after: 160 },
			children: [new TextRun(text)]
		});
	return parties.flatMap(({ title, lines, seal }) => [
		new Table({
			width: { size: textWidth, type: WidthType.DXA },
			layout: TableLayoutType.FIXED,
			columnWidths: widths,
			margins: cellMargins,
			borders: { ...noBorders, top: thin, bottom: thin, left: thin, right: thin },
			rows: [
				new TableRow({
					cantSplit: true,
					height: { value: convertMillimetersToTwip(56), rule: HeightRule.EXACT },
					children: [
						new TableCell({
							width: { size: widths[0]!, type: WidthType.DXA },
							children: [
								new Paragraph({
									style: 'Cell',
									spacing: { after: 80 },
									children: [new TextRun({ text: title, bold: true })]
								}),
								...lines.map(({ term, value }) => line(`${term}${value === '' ? '' : ` ${value}`}`))
							]
						}),
						new TableCell({
							width: { size: widths[1]!, type: WidthType.DXA },
							borders: { top: dashed, bottom: dashed, left: dashed, right: dashed },
							verticalAlign: VerticalAlignTable.BOTTOM,
							children: [
								new Paragraph({
									style: 'Small',
									alignment: AlignmentType.CENTER,
									children: [new TextRun(seal)]
								})
							]
						})
					]
				})
			]
		}),
		gap()
	]);
}

function plain(width: number, text: string, style: string): TableCell {
	return new TableCell({
		width: { size: width, type: WidthType.DXA },
		children: [new Paragraph({ style, children: [new TextRun(text)] })]
	});
}

/** Word joins two tables that touch. */
function gap(): Paragraph {
	return new Paragraph({ style: 'Small', children: [] });
}
