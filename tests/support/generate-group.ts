import type { EditionData } from '#scoring';
import { dimensionSchema, type Combine } from '../../scoring/edition.ts';
import { drawn, type Draw } from './draw.ts';
import type { Answers } from './figures.ts';
import { text } from './generate-condition.ts';
import { checked, drawEdition } from './generate-edition.ts';
import { Draw as Plain } from './draw.ts';

/** An edition of one group whose parts are independent, and a part of a sheet of it. */
export interface Single {
	readonly data: EditionData;
	readonly part: Answers;
	/** Every value each question can be answered with. */
	readonly possible: ReadonlyMap<string, readonly unknown[]>;
}

export const singles = drawn(80, drawSingle);

const max = 12;

function drawSingle(draw: Draw): Single {
	const combine = draw.pick<Combine>(['weighted', 'mean', 'sum', 'min', 'weighted', 'staircase']);
	const n = draw.between(2, 3);
	const possible = new Map<string, readonly unknown[]>();
	const names = Array.from({ length: n }, (_, i) => `q${i + 1}`);
	const worths = names.map(() => (combine === 'sum' ? draw.pick([4, 8, 3]) : max));
	const elements = names.flatMap((name, i): object[] => {
		const question = draw.chance(25) ? several(name, worths[i]!) : one(draw, name, worths[i]!);
		possible.set(name, question.values);
		if (combine === 'staircase' || draw.chance(30)) return [question.raw];
		// Whether it applies rests on a question of its own: nothing else does.
		possible.set(`has-${name}`, ['yes', 'no']);
		return [
			yesNo(`has-${name}`),
			{ ...question.raw, appliesIf: { answer: `has-${name}`, is: 'yes' } }
		];
	});
	const weigh = combine === 'weighted';
	const byAnswer = weigh && draw.chance(40);
	if (byAnswer) possible.set('kind', ['yes', 'no']);
	const weights = () => Object.fromEntries(names.map((name) => [name, draw.pick([1, 2, 0.5, 3])]));
	const when = { answer: 'kind', is: 'yes' };
	const dimension = {
		name: 'only',
		title: text('only'),
		combine,
		...(weigh && !byAnswer ? { weights: weights() } : {}),
		...(byAnswer ? { weights: [{ when, weights: weights() }, { weights: weights() }] } : {}),
		...(combine === 'staircase' ? { pass: draw.pick([6, 3, 12]) } : {}),
		tailoring: { rule: draw.pick(['redistribute', 'forfeit']), source: {} },
		elements: [...(byAnswer ? [yesNo('kind')] : []), ...elements]
	};
	return { data: around(dimension), part: drawSome(draw, possible), possible };
}

/** The plainest edition there is, with this as its only dimension. */
function around(dimension: object): EditionData {
	const { weights: _weights, pass: _pass, worth: _worth, ...plain } = drawEdition(new Plain([]));
	return {
		...plain,
		combine: 'sum',
		tailoring: { rule: 'forfeit', source: {} },
		dimensions: [checked(dimensionSchema, dimension)]
	};
}

function yesNo(name: string): object {
	const choices = ['yes', 'no'].map((value) => ({ value, text: text(value) }));
	return { type: 'radiogroup', name, title: text(name), choices };
}

interface Written {
	readonly raw: object;
	readonly values: readonly unknown[];
}

function one(draw: Draw, name: string, worth: number): Written {
	const points = [draw.pick([0, 1]), draw.pick([1, 2, 3]), worth];
	const choices = points.map((given, i) => ({ value: 'abc'[i], text: text(name), points: given }));
	return {
		raw: { type: 'radiogroup', name, title: text(name), worth, choices },
		values: ['a', 'b', 'c']
	};
}

function several(name: string, worth: number): Written {
	const choices = [1, worth - 1].map((points, i) => ({ value: 'ab'[i], text: text(name), points }));
	return {
		raw: { type: 'checkbox', name, title: text(name), worth, choices },
		values: [['a'], ['b'], ['a', 'b']]
	};
}

function drawSome(draw: Draw, possible: ReadonlyMap<string, readonly unknown[]>): Answers {
	const answered = draw.some([...possible], 40);
	return Object.fromEntries(answered.map(([name, values]) => [name, draw.pick(values)]));
}

/** Every complete sheet that a part of one can become. */
export function completions({ part, possible }: Single): Answers[] {
	return [...possible].reduce<Answers[]>(
		(sheets, [name, values]) =>
			name in part
				? sheets
				: sheets.flatMap((sheet) => values.map((value) => ({ ...sheet, [name]: value }))),
		[part]
	);
}
