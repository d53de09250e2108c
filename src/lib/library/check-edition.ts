import { gatesOf, inherit, type Fault, type Source } from '#scoring';
import { lintSurvey } from '../questionnaire/lint.ts';
import type { LibraryEdition } from './editions.ts';
import type { Library } from './library.ts';
import { checkTiers } from './tiers.ts';
import { checkCases } from './worked.ts';

/**
 * What is asked of an edition that opens before it is published: that survey-core finds nothing to warn
 * of, that every choice and every tier can be the outcome, that every official number says where it
 * stands, and that every worked case holds.
 *
 * @returns every fault at once, each with its file and path
 */
export function checkEdition(library: Library, one: LibraryEdition): Fault[] {
	return [
		...lintSurvey(one.edition, one.folder),
		...checkChoices(one),
		...checkSources(one),
		...checkTiers(one, library.catalogue),
		...(one.cases.length > 0 ? [] : [fault(one, 'cases', '', 'at least one worked case', 'none')]),
		...checkCases(library, one)
	];
}

function fault(
	{ fileOf, folder }: LibraryEdition,
	part: string,
	path: string,
	expected: string,
	received: string
): Fault {
	const file = part === 'cases' ? `${folder}cases.yaml` : fileOf(part);
	return { file, path, expected: `expected ${expected}`, received };
}

/** A choice is dead where no figures can choose it, or where it reads like another. */
function checkChoices(one: LibraryEdition): Fault[] {
	const { edition } = one;
	return edition.root.parts.flatMap((dimension) =>
		namesWithin(dimension).flatMap((name) => {
			const question = edition.byName.get(name);
			if (!question || question.type === 'multipletext') return [];
			const at = (value: string | number) => `${name}.choices.${value}`;
			const says = (value: string | number, expected: string, received: string) =>
				fault(one, dimension.name, at(value), expected, received);
			const { choices } = question.data;
			const twins = choices.flatMap((choice, i) => {
				const twin = choices.slice(0, i).find(({ text }) => {
					return text['zh-cn'] === choice.text['zh-cn'] || text.en === choice.text.en;
				});
				return twin
					? [says(choice.value, 'words that no other choice has', `those of ${twin.value}`)]
					: [];
			});
			const reach = question.type === 'radiogroup' ? percentagesOf(one, question) : undefined;
			if (!reach) return twins;
			const dead = question.choices.filter(({ over, upTo }) => {
				return (over ?? -1) >= reach.high || (upTo ?? Infinity) < reach.low;
			});
			const between = `${reach.low / 1000} to ${reach.high / 1000} %`;
			const band = 'a band that figures can fall into';
			return [
				...twins,
				...dead.map(({ value }) => says(value, band, `one outside what they give, ${between}`))
			];
		})
	);
}

function namesWithin(part: LibraryEdition['edition']['root']): string[] {
	return part.question ? [part.name] : part.parts.flatMap(namesWithin);
}

/** Between what the quotient of a ratio's figures can lie, in thousandths of a percent. */
function percentagesOf(
	{ edition }: LibraryEdition,
	question: Extract<LibraryEdition['edition']['questions'][number], { type: 'radiogroup' }>
): { low: number; high: number } | undefined {
	if (!question.of) return undefined;
	const { numerator, denominator } = question.of;
	const itemOf = ({ question: place, item }: typeof numerator) => {
		const figures = edition.questions[place]!;
		// A ratio's figures are those of multipletexts: `openQuestion` has seen to it.
		return figures.type === 'multipletext' ? figures.items[item]! : undefined;
	};
	const [above, below] = [itemOf(numerator)!, itemOf(denominator)!];
	const isPart = numerator.question === denominator.question && above.atMost === below.name;
	const least = Math.max(below.min, 10 ** -(below.decimals ?? 0));
	const most = (100_000 * above.max) / least;
	return {
		low: below.max > 0 ? (100_000 * above.min) / below.max : 0,
		high: isPart ? Math.min(most, 100_000) : most
	};
}

/** A number that is official, or derived from a text, says in which clause it stands. */
function checkSources(one: LibraryEdition): Fault[] {
	const { edition } = one;
	const lacks = ({ authority, clause }: Source) => authority !== 'own' && clause === undefined;
	const expected = 'the clause in which this number stands, or authority: own';
	const questions = edition.root.parts.flatMap((dimension) =>
		namesWithin(dimension).flatMap((name) => {
			const question = edition.byName.get(name)!;
			if (question.type === 'multipletext') return [];
			return question.choices
				.filter(({ points, source }) => Number(points.high.n) > 0 && lacks(source))
				.map(({ value }) =>
					fault(one, dimension.name, `${name}.choices.${value}.source`, expected, 'nothing')
				);
		})
	);
	const gates = edition.ladder.tiers.flatMap(({ id, requires, source }) =>
		gatesOf(requires, inherit(edition.ladder.source, source), `tiers.${id}.requires`)
			.filter((gate) => lacks(gate.source))
			.map(({ path }) => fault(one, 'tiers', `${path}.source`, expected, 'nothing'))
	);
	return [...questions, ...gates];
}
