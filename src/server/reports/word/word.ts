import {
	AlignmentType,
	BorderStyle,
	Document,
	Footer,
	HeadingLevel,
	ImageRun,
	Packer,
	PageNumber,
	Paragraph,
	ShadingType,
	TabStopType,
	TextRun,
	convertMillimetersToTwip,
	type IParagraphOptions,
	type Table
} from 'docx';
import type { Block, Cover, Figure, Heading, Statement } from '#lib/report/blocks.ts';
import type { Report } from '#lib/report/report.ts';
import type { Picture } from '../browser.ts';
import {
	bullets,
	colours,
	headingNumbers,
	numbering,
	paper,
	stylesOf,
	textWidth
} from './styles.ts';
import { factsOf, signaturesOf, tableOf } from './table.ts';

type Part = Paragraph | Table;

const page = {
	'zh-cn': { before: '第 ', after: ' 页' },
	en: { before: 'Page ', after: '' }
} as const;

/** How wide the terms of facts are, in twentieths of a point. */
const termWidths = {
	'zh-cn': convertMillimetersToTwip(36),
	en: convertMillimetersToTwip(46)
} as const;

/**
 * A report as a Word file, to be read and edited: real headings, tables and fields.
 *
 * @param pictures of its figures, in their order
 */
export async function wordOf(
	report: Report,
	pictures: readonly Picture[]
): Promise<Uint8Array<ArrayBuffer>> {
	const { title, locale, blocks } = report;
	const product = blocks.find((block) => block.kind === 'cover')?.product ?? title;
	const document = new Document({
		title,
		creator: product,
		lastModifiedBy: product,
		styles: stylesOf(locale),
		numbering,
		sections: [
			{
				properties: { page: paper },
				footers: { default: footer(report) },
				children: partsOf(report, pictures)
			}
		]
	});
	return new Uint8Array(await Packer.toArrayBuffer(document));
}

function footer({ running, locale }: Report): Footer {
	const { before, after } = page[locale];
	return new Footer({
		children: [
			new Paragraph({
				style: 'Small',
				tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
				children: [
					new TextRun(running),
					new TextRun({
						children: ['\t', before, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES, after]
					})
				]
			})
		]
	});
}

function partsOf({ blocks, locale }: Report, pictures: readonly Picture[]): Part[] {
	const waiting = [...pictures];
	return blocks.flatMap((block, i) => {
		const before = blocks[i - 1]?.kind;
		const startsPage = before === 'page-break' || before === 'cover';
		return partOf(block, startsPage);
	});

	function partOf(block: Block, startsPage: boolean): Part[] {
		switch (block.kind) {
			case 'cover':
				return coverOf(block, termWidths[locale]);
			case 'heading':
				return [headingOf(block, startsPage)];
			case 'paragraph':
				return [written(block.text, block.aside ? { style: 'Aside' } : {})];
			case 'list':
				return block.items.map((item) =>
					written(item, { numbering: { reference: bullets, level: 0 } })
				);
			case 'facts':
				return factsOf(block.facts, termWidths[locale]);
			case 'statement':
				return statementOf(block);
			case 'table':
				return tableOf(block);
			case 'figure':
				return figureOf(block, waiting.shift()!, pictures.length - waiting.length);
			case 'note':
				return [written(block.text, framed(colours.accent))];
			case 'signatures':
				return signaturesOf(block);
			case 'page-break':
				return [];
		}
	}
}

function written(
	text: string,
	options: Omit<IParagraphOptions, 'children' | 'text'> = {}
): Paragraph {
	return new Paragraph({ overflowPunctuation: true, ...options, children: [new TextRun(text)] });
}

const headings = {
	1: HeadingLevel.HEADING_1,
	2: HeadingLevel.HEADING_2,
	3: HeadingLevel.HEADING_3
} as const;

function headingOf({ level, number, text }: Heading, pageBreakBefore: boolean): Paragraph {
	return new Paragraph({
		heading: headings[level],
		pageBreakBefore,
		...(number === undefined
			? {}
			: { numbering: { reference: headingNumbers, level: level - 1, custom: true } }),
		children: [new TextRun(text)]
	});
}

/** In half points. A name of 200 rare characters, each written by its code, still leaves room for the rest. */
function sizeOf({ length }: string): number {
	return length > 400 ? 11 : length > 40 ? 26 : 38;
}

function coverOf(
	{ product, title, name, status, statusMeaning, facts, table, seal, record }: Cover,
	termWidth: number
): Part[] {
	const line = (text: string, size: number, bold: boolean) =>
		new Paragraph({ spacing: { after: 240 }, children: [new TextRun({ text, size, bold })] });
	return [
		line(product, 26, true),
		new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(title)] }),
		line(name, sizeOf(name), true),
		new Paragraph({
			spacing: { after: 600 },
			children: [
				new TextRun({ text: status, bold: true, color: colours.accent }),
				new TextRun(` ${statusMeaning}`)
			]
		}),
		...factsOf(facts, termWidth),
		...tableOf(table),
		...[seal, ...(record ? [record] : [])].map(({ term, value }) =>
			written(`${term} ${value}`, { style: 'Small' })
		)
	];
}

function statementOf({ over, large, under }: Statement): Part[] {
	const bound = { ...framed(colours.accent), keepNext: true, keepLines: true };
	return [
		written(over, bound),
		new Paragraph({
			...bound,
			children: [new TextRun({ text: large, size: 60, bold: true, color: colours.accent })]
		}),
		...under.map((text, i) => written(text, { ...bound, keepNext: i < under.length - 1 }))
	];
}

function framed(color: string) {
	return {
		border: { left: { style: BorderStyle.SINGLE, size: 24, color, space: 8 } },
		shading: { type: ShadingType.CLEAR, color: 'auto', fill: colours.wash }
	};
}

function figureOf(
	{ caption, chart, table }: Figure,
	{ png, width, height }: Picture,
	number: number
): Part[] {
	return [
		new Paragraph({ style: 'Caption', children: [new TextRun(caption)] }),
		new Paragraph({
			alignment: AlignmentType.CENTER,
			children: [
				new ImageRun({
					type: 'png',
					data: png,
					transformation: { width, height },
					// Else its number depends on how many files this process has written.
					altText: {
						...{ id: String(number), name: caption, title: caption },
						description: chart.data.label
					}
				})
			]
		}),
		...tableOf(table)
	];
}
