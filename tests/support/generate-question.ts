import type {
	Checkbox,
	Choice,
	Item,
	Multipletext,
	Question,
	Radiogroup
} from '../../scoring/question.ts';
import type { Draw } from './draw.ts';
import { text } from './generate-condition.ts';

/** What a question is written from: its name, the most it gives in thousandths, and what it may use. */
export interface Order {
	readonly name: string;
	/** 0: it scores nothing. */
	readonly worth: number;
	/** The figures asked before it. */
	readonly figures: readonly Multipletext[];
}

const points = (thousandths: number) => thousandths / 1000;

export function drawQuestion(draw: Draw, order: Order): Question {
	const kinds = [plain, checkbox, ladder];
	if (order.figures.length > 0) kinds.push(ratio, trend, ratio);
	return draw.pick(kinds)(draw, order);
}

function common({ name, worth }: Order) {
	return { name, title: text(name), ...(worth > 0 ? { worth: points(worth) } : {}) };
}

/** Points for each of `n` choices, rising, the last worth all. */
function rising(draw: Draw, { worth }: Order, n: number): number[] {
	const least = draw.chance(30) ? Math.floor(worth / 5) : 0;
	const even = Array.from(
		{ length: n },
		(_, i) => least + Math.round(((worth - least) * i) / (n - 1))
	);
	if (draw.chance(75)) return even;
	return even.map((one, i) => (i === n - 1 ? one : draw.between(0, worth)));
}

function scores(worth: number, given: number): { points?: number } {
	return worth > 0 ? { points: points(given) } : {};
}

function plain(draw: Draw, order: Order): Radiogroup {
	const each = rising(draw, order, draw.between(2, 4));
	const choices = each.map((given, i): Choice => {
		const value = 'abcd'[i]!;
		return { value, text: text(value), ...scores(order.worth, given) };
	});
	return {
		type: 'radiogroup',
		...common(order),
		choices: draw.chance(20) ? choices.reverse() : choices
	};
}

function ladder(draw: Draw, order: Order): Radiogroup {
	const each = rising(draw, order, draw.between(3, 5));
	const choices = each.map((given, level): Choice => {
		return { value: level, text: text(`${level}`), level, ...scores(order.worth, given) };
	});
	const sets = draw.chance(50) ? ['scenes'] : ['scenes', 'constrained'];
	return { type: 'radiogroup', ...common(order), sets, choices };
}

function checkbox(draw: Draw, order: Order): Checkbox {
	const n = draw.between(2, 4);
	const each = order.worth >= n ? draw.split(order.worth, n) : Array.from({ length: n }, () => 0);
	const levelled = draw.chance(25);
	const choices = each.map((given, i): Choice => {
		const value = 'abcd'[i]!;
		const level = levelled ? { level: draw.between(1, 3) } : {};
		return { value, text: text(value), ...level, ...scores(order.worth, given) };
	});
	if (order.worth < n && order.worth > 0)
		choices[0] = { ...choices[0]!, points: points(order.worth) };
	if (draw.chance(70)) {
		const none = draw.chance(25) ? Math.floor(order.worth / 4) : 0;
		const choice: Choice = { value: 'none', text: text('none'), isExclusive: true };
		choices.unshift({ ...choice, ...scores(order.worth, none) });
	}
	const sets = levelled ? { sets: ['scenes'] } : {};
	return { type: 'checkbox', ...common(order), ...sets, choices };
}

/** A percentage of two figures, in three or four bands. */
function ratio(draw: Draw, order: Order): Radiogroup {
	const figures = draw.pick(order.figures);
	const ends = draw.pick([
		[10, 50],
		[20, 40, 60],
		[33.333, 50, 100]
	]);
	const each = rising(draw, order, ends.length + 1);
	const last = draw.chance(50) ? { upTo: 200 } : {};
	const choices = each.map((given, i): Choice => {
		const value = `band-${i}`;
		const over = i === 0 ? {} : { over: ends[i - 1]! };
		const upTo = i < ends.length ? { upTo: ends[i]! } : last;
		return { value, text: text(value), ...over, ...upTo, ...scores(order.worth, given) };
	});
	const of = { numerator: `${figures.name}.some`, denominator: `${figures.name}.all` };
	const sets = draw.chance(15) ? { sets: ['scenes'] } : {};
	return { type: 'radiogroup', ...common(order), of, ...sets, choices };
}

function trend(draw: Draw, order: Order): Radiogroup {
	const figures = draw.pick(order.figures).name;
	const moves = draw.chance(80) ? (['down', 'flat', 'up'] as const) : (['down', 'up'] as const);
	const each = rising(draw, order, moves.length);
	const choices = each.map((given, i): Choice => {
		const move = moves[i]!;
		return { value: move, text: text(move), trend: move, ...scores(order.worth, given) };
	});
	const trendOf = draw.chance(70)
		? draw.pick([
				{ now: `${figures}.now`, before: `${figures}.all` },
				{ now: `${figures}.gain`, before: `${figures}.now` }
			])
		: {
				now: { numerator: `${figures}.now`, denominator: `${figures}.all` },
				before: { numerator: `${figures}.some`, denominator: `${figures}.all` }
			};
	return { type: 'radiogroup', ...common(order), trendOf, choices };
}

/** Small figures, so that bands, ends of bands and zeros are all met often. */
export function drawFigures(draw: Draw, name: string): Multipletext {
	const item = (of: string, extra: Partial<Item> = {}): Item => ({
		name: of,
		title: text(of),
		inputType: 'number',
		unit: text('unit'),
		min: 0,
		max: 20,
		...extra
	});
	const decimals = draw.pick([0, 0, 2]);
	const items = [
		item('all', { decimals }),
		item('some', draw.chance(60) ? { decimals, atMost: 'all' } : { decimals }),
		item('now'),
		item('gain', { min: -5, max: 10 })
	];
	return { type: 'multipletext', name, title: text(name), items };
}
