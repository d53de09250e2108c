import type { Catalogue, Fact, Fault, Item, Locale, OpenEdition } from '#scoring';
import { grouped } from './format.ts';

/**
 * What a field expects, for the person who filled it in. A fault's own sentence is for those who write
 * files; this one is read from the definition of the field that its path names.
 *
 * @param edition left out where no questionnaire is answered
 */
export function faultWords(
	fault: Fault,
	edition: OpenEdition | undefined,
	catalogue: Catalogue,
	locale: Locale
): string {
	const expected = expectedAt(fault.path.split('.'), edition, catalogue);
	return (expected ?? unreadable)(locale);
}

type Words = (locale: Locale) => string;

const unreadable: Words = (locale) =>
	locale === 'en'
		? 'This entry cannot be read; please fill it in again.'
		: '这一项无法识别，请重新填写。';

function expectedAt(
	[top, second = '', third = '', fourth = '', fifth = '']: readonly string[],
	edition: OpenEdition | undefined,
	catalogue: Catalogue
): Words | undefined {
	switch (top) {
		case 'answers': {
			const question = edition?.byName.get(second);
			if (question?.type !== 'multipletext') return question && choose;
			const item = question.items.find((one) => one.name === third);
			const most = question.items.find((one) => one.name === item?.atMost);
			return item && figure(item, most);
		}
		case 'facts':
			return factAt(catalogue, second);
		case 'projects':
			return factAt(catalogue, third === 'facts' ? fourth : fifth);
		case 'titles':
			if (third === 'issuer') return length(200);
			return third === 'expires' ? lastDay : third === 'awarded' ? day : undefined;
		case 'name':
			return length(200);
		case 'creditCode':
			return length(40);
		default:
			return undefined;
	}
}

const choose: Words = (locale) =>
	locale === 'en' ? 'Please choose from what is listed.' : '请从列出的选项中选择。';
const day: Words = (locale) =>
	locale === 'en'
		? 'Please give a day that exists, like 2024-12-31.'
		: '请填写存在的日期，如 2024-12-31。';
const lastDay: Words = (locale) =>
	locale === 'en'
		? 'Please give a day that exists and is not before the award, like 2024-12-31.'
		: '请填写存在且不早于获得日期的日期，如 2024-12-31。';

function length(most: number): Words {
	return (locale) =>
		locale === 'en' ? `Please use at most ${most} characters.` : `最多 ${most} 个字。`;
}

function figure({ min, max, decimals = 0, unit }: Item, most: Item | undefined): Words {
	return (locale) => {
		const bound = most?.title[locale];
		if (locale === 'en') {
			const above = bound ? `, not above “${bound}”` : '';
			return `${quantity(min, max, decimals, unit.en, locale)}${above}.`;
		}
		return `${quantity(min, max, decimals, unit['zh-cn'], locale)}${bound ? `，且不超过“${bound}”` : ''}。`;
	};
}

function factAt(catalogue: Catalogue, id: string): Words | undefined {
	const fact = catalogue.facts.get(id);
	return fact && ofFact(fact);
}

function ofFact(fact: Fact): Words {
	switch (fact.type) {
		case 'money':
			return (locale) =>
				`${quantity(0, 1_000_000_000, 6, '万元', locale)}${locale === 'en' ? '.' : '。'}`;
		case 'number':
			return (locale) =>
				`${quantity(fact.min, fact.max, 3, fact.unit[locale], locale)}${locale === 'en' ? '.' : '。'}`;
		default:
			return choose;
	}
}

function quantity(
	min: number,
	max: number,
	decimals: number,
	unit: string,
	locale: Locale
): string {
	const [from, to] = [grouped(min), grouped(max)];
	if (locale === 'en') {
		const kind = decimals === 0 ? 'whole number' : `number with at most ${decimals} decimals`;
		return `Please give a ${kind} from ${from} to ${to} (${unit})`;
	}
	const kind = decimals === 0 ? '整数' : `数（最多 ${decimals} 位小数）`;
	return `请填写 ${from} 到 ${to} 之间的${kind}，单位${unit}`;
}
