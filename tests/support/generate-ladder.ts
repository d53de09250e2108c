import type { Condition, Leaf } from '#scoring';
import type { Draw } from './draw.ts';
import { answerLeaf, compared, drawCondition, readable, text } from './generate-condition.ts';
import type { Written } from './generate-edition.ts';
import { factLeaf, titleLeaf } from './catalogue.ts';

/** A ladder of one to five tiers that ask for more from one to the next, mostly. */
export function drawLadder(draw: Draw, written: Written, total: number): unknown {
	const n = draw.pick([3, 4, 5, 4, 5, 3, 2, 1]);
	const steep = draw.pick([70, 50, 90]);
	const tiers = Array.from({ length: n }, (_, i) => {
		const share = (steep * (i + 1)) / n;
		return {
			id: `t${i + 1}`,
			title: text(`t${i + 1}`),
			meaning: text('a tier'),
			requires: drawGate(draw, written, total, share)
		};
	});
	const authority = draw.pick(['official', 'official', 'derived', 'own']);
	return {
		rule: draw.pick(['firstUnmet', 'highestMet']),
		source: { authority },
		below: text('below'),
		tiers
	};
}

/** What a tier at `percent` of the ladder requires: points, and now and then something else. */
function drawGate(draw: Draw, written: Written, total: number, percent: number): Condition {
	const least: Leaf = { score: 'total', atLeast: Math.floor((total * percent) / 100) / 1000 };
	const other = () => drawCondition(draw, () => drawLeaf(draw, written, percent), 1);
	const kind = draw.below(10);
	if (kind < 5) return least;
	if (kind < 7) return { all: [least, other()] };
	if (kind < 8) return { any: [{ score: 'total', atLeast: total / 1000 }, other()] };
	return kind < 9 ? { all: [least, { any: [other(), other()] }] } : other();
}

function drawLeaf(draw: Draw, written: Written, percent: number): Leaf {
	const counted = setsOf(written);
	const kind = draw.below(10);
	if (kind < 3) {
		const { name, max } = draw.pick(written.nodes);
		const bound = Math.floor((max * draw.pick([percent, 50, 100, 0])) / 100) / 1000;
		return draw.chance(70)
			? { score: name, atLeast: bound }
			: { score: name, ...compared(draw, bound) };
	}
	if (kind < 6 && counted.size > 0) {
		const [set, size] = draw.pick([...counted]);
		const level = draw.between(1, 3);
		const bound = draw.between(Math.min(1, size), size);
		return draw.chance(80)
			? { count: set, level, atLeast: bound }
			: { count: set, level, ...compared(draw, bound) };
	}
	if (kind < 8) {
		const questions = readable(written.questions, true);
		return answerLeaf(draw, questions);
	}
	return kind < 9 ? titleLeaf(draw, false) : factLeaf(draw, ['enterprise']);
}

/** How many questions stand in each set. */
function setsOf({ questions }: Written): Map<string, number> {
	const sizes = new Map<string, number>();
	for (const question of questions) {
		if (question.type === 'multipletext') continue;
		for (const set of question.sets ?? []) sizes.set(set, (sizes.get(set) ?? 0) + 1);
	}
	return sizes;
}
