import { checkKnown, checkSheet, type Locale, type OpenEdition } from '#scoring';
import { projectNames, type CaseFile } from '../diagnosis/case-file.ts';
import { answerWords } from './answer.ts';
import { factWords, type Names } from './condition.ts';

const words = {
	held: { 'zh-cn': '持有', en: 'held' },
	notHeld: { 'zh-cn': '没有', en: 'not held' },
	unnamed: { 'zh-cn': (n: number) => `项目${n}`, en: (n: number) => `Project ${n}` },
	noProjects: { 'zh-cn': '没有项目', en: 'no projects' },
	colon: { 'zh-cn': '：', en: ': ' },
	comma: { 'zh-cn': '、', en: ', ' }
} as const;

export interface FieldWords {
	/** What is asked there; left out for what only the page has a name for. */
	readonly title?: string;
	/** A value in words: as it was typed where it cannot be taken, nothing where nothing is said. */
	readonly said: (value: unknown) => string | undefined;
}

/**
 * How to tell of a field of a sheet, such as `answers.scheduling`, `facts.area` or `projects`.
 *
 * @param edition left out for what no questionnaire asks
 */
export function fieldWords(
	edition: OpenEdition | undefined,
	names: Names,
	field: string,
	locale: Locale
): FieldWords {
	const [group, name = ''] = field.split('.') as [string, string?];
	const question = group === 'answers' ? edition?.byName.get(name) : undefined;
	const fact = group === 'facts' ? names.catalogue.facts.get(name) : undefined;
	const title = (question?.data ?? fact)?.title[locale];
	const told = (value: unknown): string => {
		if (edition && question && checkSheet(edition, { [name]: value }).faults.length === 0)
			return answerWords(question, value, locale);
		if (fact && checkKnown(names.catalogue, { facts: { [name]: value } }).faults.length === 0)
			return factWords(fact.id, value, names, locale);
		if (field === 'projects' && Array.isArray(value)) return projectWords(value, locale);
		if (field === 'titles' && Array.isArray(value)) return titleWords(names, value, locale);
		return typeof value === 'string' ? value : JSON.stringify(value);
	};
	return {
		...(title === undefined ? {} : { title }),
		said: (value) => (value === null || value === undefined ? undefined : told(value))
	};
}

function projectWords(projects: unknown[], locale: Locale): string {
	if (projects.length === 0) return words.noProjects[locale];
	const named = projectNames({ projects } as CaseFile);
	return named
		.map((name, i) => name.trim() || words.unnamed[locale](i + 1))
		.join(words.comma[locale]);
}

function titleWords({ catalogue }: Names, records: unknown[], locale: Locale): string {
	const { titles } = checkKnown(catalogue, { titles: records }).known;
	return titles
		.map(({ title: id, state, level }) => {
			const title = catalogue.titles.get(id)!;
			const at = title.levels?.find((one) => one.id === level)?.title[locale];
			const name = [title.title[locale], at].filter(Boolean).join(' · ');
			const held = words[state === 'not-held' ? 'notHeld' : 'held'][locale];
			return `${name}${words.colon[locale]}${held}`;
		})
		.join(words.comma[locale]);
}
