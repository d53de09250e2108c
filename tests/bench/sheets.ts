import type { Day, OpenEdition, OpenQuestion } from '#scoring';
import type { Answers, Facts, Project, Sheet, Title, Year } from './by-hand.ts';

/** One complete sheet of an enterprise, what is known beside it, and the day it is judged on. */
export interface DatedSheet extends Sheet {
	readonly day: Day;
}

/**
 * Makes complete sheets: the same number always gives the same sheet, whatever was made before it.
 * They are spread so that every tier and every outcome of a measure is common, not as enterprises are.
 */
export function sheetMaker(edition: OpenEdition): (number: number) => DatedSheet {
	return (number) => {
		const chance = randomFrom(number);
		const maturity = chance.pick([0.1, 0.35, 0.55, 0.75, 0.97]);
		const day = chance.pick(days);
		const projects = projectsOf(chance);
		return {
			answers: answersTo(edition.questions, maturity, chance),
			facts: factsOf(chance),
			...(projects ? { projects } : {}),
			titles: titlesOf(chance),
			day
		};
	};
}

interface Chance {
	/** From 0 up to, not including, 1. */
	(): number;
	pick<T>(list: readonly T[]): T;
}

/** A stream of chance that starts from `seed` alone (mulberry32). */
export function randomFrom(seed: number): Chance {
	let state = Math.imul(seed + 1, 0x9e3779b1);
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return Object.assign(next, {
		pick: <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!
	});
}

const most = 10_000;

/**
 * Answers every question. Figures are given for half of the questions that take them; a ratio that
 * they settle is then chosen in half of the sheets, mostly otherwise than the figures say.
 */
function answersTo(questions: readonly OpenQuestion[], maturity: number, chance: Chance): Answers {
	const answers: Record<string, unknown> = {};
	for (const question of questions) {
		if (question.type === 'multipletext') {
			if (chance() < 0.5) answers[question.name] = figuresOf(question, chance);
		} else if (question.type === 'checkbox') {
			const offered = question.data.choices.filter((choice) => !choice.isExclusive);
			const chosen = offered.filter(() => chance() < maturity);
			const none = question.data.choices.filter((choice) => choice.isExclusive);
			answers[question.name] = (chosen.length > 0 ? chosen : none).map((one) => one.value);
		} else if (!(settled(question, questions, answers) && chance() < 0.5)) {
			const { length } = question.choices;
			const place = Math.round(maturity * (length - 1) + (chance() - 0.5) * 1.8);
			answers[question.name] = question.choices[Math.max(0, Math.min(length - 1, place))]!.value;
		}
	}
	return answers as Answers;
}

function figuresOf(
	{ items }: Extract<OpenQuestion, { type: 'multipletext' }>,
	chance: Chance
): Record<string, number> {
	const figures: Record<string, number> = {};
	for (const { name, max, decimals = 0, atMost } of items) {
		const limit = atMost === undefined ? Math.min(max, most) : figures[atMost]!;
		// Now and then nothing at all, or the same again, so that no quotient and no movement turn up too.
		const [before] = Object.values(figures);
		const given = chance() < 0.1 ? (chance.pick([0, before]) ?? 0) : chance() * limit;
		figures[name] = Number(Math.min(given, limit).toFixed(decimals));
	}
	return figures;
}

/** Whether the figures given before choose the option of a ratio. */
function settled(
	{ of }: Extract<OpenQuestion, { type: 'radiogroup' }>,
	questions: readonly OpenQuestion[],
	answers: Readonly<Record<string, unknown>>
): boolean {
	if (!of) return false;
	const [numerator, denominator] = [of.numerator, of.denominator].map(({ question, item }) => {
		const asked = questions[question] as Extract<OpenQuestion, { type: 'multipletext' }>;
		const figures = answers[asked.name] as Record<string, number> | undefined;
		return figures?.[asked.items[item]!.name];
	});
	return denominator !== undefined && denominator > 0 && numerator! <= denominator;
}

/** Mostly within the period of the Yancheng document, its first and last day often. */
const days = [
	...['2022-01-27', '2022-01-28', '2022-07-01', '2022-10-15', '2023-03-01', '2023-10-15'],
	...['2024-02-29', '2024-05-20', '2024-10-15', '2024-12-31', '2025-01-01', '2024-06-30']
];

/** Mostly where the document holds; also the counties beside it, another city, and the city alone. */
const areas = [
	...['320902', '320903', '320904', '320971', '320900-yannan', '320902', '320903', '320903012'],
	...['320924', '320981', '441900', '320900', undefined]
];

const applicants = [
	...(['manufacturer', 'manufacturer', 'manufacturer', 'manufacturer', 'manufacturer'] as const),
	...(['provider', 'provider', 'research-body', 'training-body', 'park', undefined] as const)
];
const yesNo = [true, true, false, undefined];

function factsOf(chance: Chance): Facts {
	return stated({
		area: chance.pick(areas),
		applicant: chance.pick(applicants),
		'above-scale': chance.pick(yesNo),
		'in-cultivation-library': chance.pick(yesNo),
		'founding-body': chance.pick(['national-institute', 'key-laboratory', 'other', undefined]),
		'service-body-here': chance.pick(yesNo),
		'service-sales': chance.pick([...money(chance), 1000, 1000])
	});
}

function projectsOf(chance: Chance): Project[] | undefined {
	if (chance() < 0.1) return undefined;
	const spent = ['2021', '2022', '2023', '2024', '2025'];
	return times(chance.pick([0, 1, 1, 2, 3]), (i) => ({
		name: `项目${i + 1}`,
		facts: stated({ 'smart-upgrade': chance.pick(yesNo) }),
		years: Object.fromEntries(
			spent.filter(() => chance() < 0.4).map((year) => [year, yearOf(chance)])
		)
	}));
}

function yearOf(chance: Chance): Year {
	return stated({
		'effective-investment': chance.pick([...money(chance), 499.99, 500]),
		'annual-investment': chance.pick(money(chance)),
		loan: chance.pick(money(chance)),
		'leasing-fee': chance.pick([...money(chance), 0])
	});
}

/** Sums in 万元 below and above every threshold and cap, with fractions of a 分 to round down. */
function money(chance: Chance): (number | undefined)[] {
	const some = (limit: number) => Number((chance() * limit).toFixed(6));
	return [some(1000), some(8000), some(30_000), undefined];
}

const certificates: readonly (readonly [title: string, levels: readonly string[]])[] = [
	['national-smart-factory', []],
	['national-industrial-internet-pilot', []],
	['national-integration-pilot', []],
	['provincial-industrial-internet-platform', []],
	['provincial-industrial-internet-factory', []],
	['provincial-smart-factory', []],
	['digital-scene-case', ['municipal', 'provincial', 'national']],
	['star-cloud', ['three-star', 'four-star', 'five-star']],
	['provincial-first-set', []],
	['provincial-leading-provider', []],
	['yancheng-training-base', []],
	['yancheng-training-organisation', []],
	['specialised-sme', []]
];
const awarded = ['2019-05-05', '2022-01-27', '2022-01-28', '2023-06-01', '2024-12-31', undefined];

/** Half of the certificates are not mentioned; of the others most are said not to be held. */
function titlesOf(chance: Chance): Title[] {
	return certificates.flatMap(([title, levels]): Title[] => {
		const said = chance();
		if (said < 0.5) return [];
		if (said < 0.8) return [{ title, state: 'not-held' }];
		return times(chance() < 0.1 ? 2 : 1, () => {
			const from = chance.pick(awarded);
			const until = chance.pick([undefined, undefined, '2022-06-30', '2026-12-31']);
			const level = chance.pick([...levels, undefined]);
			const expires = from && until && until < from ? undefined : until;
			const first = chance.pick(yesNo);
			return { title, ...stated({ level, awarded: from, expires, first }) };
		});
	});
}

function times<T>(count: number, make: (i: number) => T): T[] {
	return Array.from({ length: count }, (_, i) => make(i));
}

/** Only what is known, as a form sends it. */
function stated<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	const known = Object.entries(values).filter(([, value]) => value !== undefined);
	return Object.fromEntries(known) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
