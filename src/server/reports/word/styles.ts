import {
	AlignmentType,
	LevelFormat,
	LevelSuffix,
	LineRuleType,
	convertMillimetersToTwip,
	type IPropertiesOptions
} from 'docx';
import type { Locale } from '#scoring';

/** The colours of the printed page: src/routes/print/[token]/print.css. */
export const colours = {
	ink: '1B2530',
	muted: '4A5560',
	accent: '0B4A78',
	wash: 'EEF3F7',
	part: 'F6F8FA',
	line: 'B9C4CE'
} as const;

/**
 * Songti for what is read and Heiti for what is found, as Chinese offices set their papers. Where a machine has
 * neither it takes its own, by the language of the text.
 */
const fonts = {
	body: {
		ascii: 'Times New Roman',
		hAnsi: 'Times New Roman',
		cs: 'Times New Roman',
		eastAsia: '宋体'
	},
	head: { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: '黑体' }
} as const;

/** Quotation marks, dashes and dots are as wide as their neighbours only where the text says which these are. */
function fontsOf(locale: Locale) {
	const hint = locale === 'en' ? {} : { hint: 'eastAsia' };
	return { body: { ...fonts.body, ...hint }, head: { ...fonts.head, ...hint } };
}

const languages: Readonly<Record<Locale, { value: string; eastAsia: string }>> = {
	'zh-cn': { value: 'zh-CN', eastAsia: 'zh-CN' },
	en: { value: 'en-GB', eastAsia: 'zh-CN' }
};

/** In twentieths of a point; the gutter is the binding edge. The text is 160 mm wide, as on the page. */
export const paper = {
	/** As Word itself rounds A4. */
	size: { width: 11_906, height: 16_838 },
	margin: {
		top: convertMillimetersToTwip(24),
		bottom: convertMillimetersToTwip(22),
		left: convertMillimetersToTwip(22),
		right: convertMillimetersToTwip(22),
		gutter: convertMillimetersToTwip(6),
		footer: convertMillimetersToTwip(12)
	}
} as const;
export const textWidth = convertMillimetersToTwip(160);

/** Sizes in half points. */
export function stylesOf(locale: Locale): NonNullable<IPropertiesOptions['styles']> {
	const { body, head } = fontsOf(locale);
	const heading = (outlineLevel: number, size: number, before: number, color: string) => ({
		run: { font: head, size, bold: true, color },
		paragraph: { outlineLevel, keepNext: true, keepLines: true, spacing: { before, after: 120 } }
	});
	const paragraph = (id: string, name: string, size: number, color: string, after: number) => ({
		id,
		name,
		basedOn: 'Normal',
		run: { size, color },
		paragraph: { spacing: { after, line: 276, lineRule: LineRuleType.AUTO } }
	});
	return {
		default: {
			document: {
				run: { font: body, size: 21, color: colours.ink, language: languages[locale] },
				paragraph: { spacing: { after: 113, line: 312, lineRule: LineRuleType.AUTO } }
			},
			title: {
				run: { font: head, size: 60, bold: true, color: colours.accent },
				paragraph: { spacing: { before: 1200, after: 400 } }
			},
			heading1: heading(0, 34, 480, colours.accent),
			heading2: heading(1, 26, 360, colours.accent),
			heading3: heading(2, 22, 240, colours.ink),
			caption: {
				run: { font: head, size: 18, bold: true, color: colours.ink },
				paragraph: { keepNext: true, spacing: { before: 160, after: 60 } }
			}
		},
		paragraphStyles: [
			paragraph('Aside', 'Aside', 18, colours.muted, 113),
			paragraph('Cell', 'Table text', 18, colours.ink, 0),
			paragraph('Small', 'Small text', 16, colours.muted, 0),
			paragraph('Term', 'Term', 21, colours.muted, 0),
			paragraph('Value', 'Value', 21, colours.ink, 0)
		]
	};
}

/** Our numbers, as Word counts them itself: a section that is added moves those after it. */
export const headingNumbers = 'headings';
export const bullets = 'bullets';
export const numbering: NonNullable<IPropertiesOptions['numbering']> = {
	config: [
		{
			reference: headingNumbers,
			levels: ['%1', '%1.%2'].map((text, level) => ({
				level,
				text,
				format: LevelFormat.DECIMAL,
				alignment: AlignmentType.START,
				suffix: LevelSuffix.SPACE,
				style: { paragraph: { indent: { left: 0, hanging: 0 } } }
			}))
		},
		{
			reference: bullets,
			levels: [
				{
					level: 0,
					text: '•',
					format: LevelFormat.BULLET,
					alignment: AlignmentType.START,
					style: { run: { font: fonts.body }, paragraph: { indent: { left: 284, hanging: 284 } } }
				}
			]
		}
	]
};
