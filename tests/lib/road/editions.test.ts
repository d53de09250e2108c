import { describe, expect, it } from 'vitest';
import { checkKnown, checkSheet } from '#scoring';
import { openContent } from '../../../scripts/content.ts';
import { road, type Road, type RoadOptions } from '#lib/road/road.ts';
import { Draw } from '../../support/draw.ts';
import { drawAnswers, drawPart } from '../../support/generate-sheet.ts';
import { judged, patient } from '../../support/properties.ts';
import type { Answers } from '../../support/figures.ts';

const library = openContent();

function found(
	ref: string,
	answers: Answers,
	said: { facts?: object; titles?: object[] } = {},
	options: RoadOptions = {}
): Road {
	const { edition } = library.editions.get(ref)!;
	const { known, faults } = checkKnown(library.catalogue, said);
	const sheet = checkSheet(edition, answers);
	expect([...faults, ...sheet.faults]).toEqual([]);
	const context = { facts: known.facts, titles: known.titles, tiers: {}, day: '2026-11-22' };
	return road(edition, sheet, context, options);
}

/** `question → answer effort`, in the order of the road. */
function told(road: Road): readonly string[] | string {
	if (road.kind !== 'reached' && road.kind !== 'blocked') return road.kind;
	return road.steps.map(
		({ question, to, effort }) => `${question} → ${[to].flat().join('+')} ${effort}`
	);
}

/** The answers of a worked case. */
function answersOf(ref: string, name: string): Answers {
	const one = library.editions.get(ref)!.cases.find((one) => one.name === name);
	if (!one) throw new Error(`${ref} has no case ${name}`);
	return one.answers as Answers;
}

/** Every radiogroup at one place of its list, every checkbox without a choice that scores. */
function all(ref: string, place: number, others: Answers = {}): Answers {
	const { questions } = library.editions.get(ref)!.edition;
	const answers = questions.flatMap((question): [string, unknown][] => {
		if (question.type === 'multipletext') return [];
		const { choices, name } = question;
		if (question.type === 'checkbox') return [[name, ['none']]];
		return [[name, choices[Math.min(place, choices.length - 1)]!.value]];
	});
	return { ...Object.fromEntries(answers), ...others };
}

describe('a road worked out by hand', () => {
	it('yancheng: four points of foundations and one scene, from nothing', () => {
		// Foundations: every rung gives 1 point and takes 3, 6, 10. Four points of five questions: four first
		// rungs, 4 × 3 = 12. One scene at level 1 takes 4. In all 16. Five first rungs are alike, so any four
		// will do; the scene is one of six.
		const road = found('yancheng-diagnosis@2026', all('yancheng-diagnosis@2026', 0));
		expect(road).toMatchObject({ kind: 'reached', target: 'started', effort: 16 });
		const steps = told(road) as string[];
		expect(steps.filter((one) => / → 1 3$/.test(one))).toHaveLength(4);
		expect(steps.filter((one) => / → 1 4$/.test(one))).toHaveLength(1);
		expect(steps).toHaveLength(5);
	});

	it('yancheng: effects are no step, so the last stage is shut by them alone', () => {
		// Everything at the top but the four effects, which stand at 0 of 8 where 6 are asked for.
		const ref = 'yancheng-diagnosis@2026';
		const answers = all(ref, 3, {
			'digital-management': 'yes',
			'has-design': 'yes',
			'digital-design-tools': 'yes',
			'quality-trend': 'down',
			'efficiency-trend': 'down',
			'cost-trend': 'up',
			'stock-trend': 'up'
		});
		const road = found(ref, answers);
		expect(road).toMatchObject({ kind: 'blocked', needs: [], steps: [], effort: 0 });
		expect(road.kind === 'blocked' && road.gates).toEqual([
			expect.objectContaining({ score: 'effects', atLeast: 6 })
		]);
	});

	it('yancheng: whether there is design decides a weight, and is asked for first', () => {
		const ref = 'yancheng-diagnosis@2026';
		const { 'has-design': _, ...answers } = all(ref, 2, { 'digital-management': 'yes' });
		// Stage 3 asks for the three rates, of which one applies only where there is design.
		const road = found(ref, answers, {}, { target: 'connected' });
		expect(road).toMatchObject({ kind: 'open', questions: ['has-design'] });
	});

	it('two-integration: the cheapest four points of the foundations', () => {
		// Rungs of 1 point take 2, 5, 10 in each of five questions: four first rungs, 4 × 2 = 8.
		const ref = 'two-integration@2026-2';
		const road = found(ref, all(ref, 0));
		expect(road).toMatchObject({ kind: 'reached', target: 'initial', effort: 8 });
		expect(told(road)).toHaveLength(4);
	});

	it('two-integration: security is a gate of its own beside the points', () => {
		// Everything on the second rung (2 of 3), integration on the first (5 points of the 8 asked for) and
		// security on the first (1 where 2 are asked for). Integration: a second rung takes 8, three of them
		// give 3 points: 24. Security's second rung takes 5. In all 29, the step of 5 first.
		const ref = 'two-integration@2026-2';
		const answers = all(ref, 2, {
			'information-security': 1,
			'design-manufacturing': 1,
			'management-control': 1,
			'production-supply-sales': 1,
			'finance-business': 1,
			'decision-support': 1
		});
		const road = found(ref, answers);
		expect(road).toMatchObject({ kind: 'reached', target: 'integrated', effort: 29 });
		const [first, ...rest] = told(road) as string[];
		expect(first).toBe('information-security → 2 5');
		expect(rest).toHaveLength(3);
		expect(rest.every((one) => one.endsWith(' → 2 8'))).toBe(true);
	});

	it('two-integration 2026: the same stage asks for no security', () => {
		// 5 points of integration where 8 are asked for: three second rungs, 3 × 8 = 24.
		const ref = 'two-integration@2026';
		const answers = all(ref, 2, {
			'information-security': 1,
			'design-manufacturing': 1,
			'management-control': 1,
			'production-supply-sales': 1,
			'finance-business': 1,
			'decision-support': 1
		});
		expect(found(ref, answers)).toMatchObject({
			kind: 'reached',
			target: 'integrated',
			effort: 24
		});
	});

	it('dongguan: the fewest scenes at level 2, of which two at level 3', () => {
		// All scenes stand at 1. To level 2 takes 8, on to level 3 another 15. Four at level 2: 32; two of them
		// go on: 30. In all 62. The equipment is at its best.
		const ref = 'dongguan-industrial-internet@2026';
		const scenes = [
			'product-process-design',
			'planning-scheduling',
			'production-execution',
			'quality-control',
			'equipment-maintenance',
			'warehousing-logistics',
			'energy-safety',
			'supply-sales'
		];
		const answers = all(ref, 4, Object.fromEntries(scenes.map((name) => [name, 1])));
		const full = { ...answers, 'connected-kinds': ['processing', 'assembly'], networks: ['wired'] };
		// 30 + 20 + 8 + 2.5 + 10 = 70.5 of the 60 asked for.
		const road = found(ref, full);
		expect(road).toMatchObject({ kind: 'reached', target: 'grade-a', effort: 62 });
		const steps = told(road) as string[];
		expect(steps.filter((one) => one.endsWith(' → 2 8'))).toHaveLength(2);
		expect(steps.filter((one) => one.endsWith(' → 3 23'))).toHaveLength(2);
	});

	it('dongguan: the last tier needs a title that no answer gives', () => {
		const ref = 'dongguan-industrial-internet@2026';
		const answers = all(ref, 4, {
			'connected-kinds': ['processing', 'assembly'],
			networks: ['wired']
		});
		const road = found(ref, answers);
		expect(road).toMatchObject({ kind: 'blocked', gates: [], steps: [], effort: 0 });
		expect(road.kind === 'blocked' && road.needs).toEqual([
			{
				leaf: expect.objectContaining({ title: 'dongguan-industrial-internet-demonstration' }),
				not: false
			}
		]);
	});

	it('dongguan: figures choose the option, and the road says the least figure that reaches it', () => {
		const ref = 'dongguan-industrial-internet@2026';
		const answers = all(ref, 0, {
			equipment: { total: 60, connected: 20, collecting: 0 },
			'data-platform': 'plant',
			'connected-kinds': ['processing', 'assembly', 'inspection', 'handling', 'utilities'],
			networks: ['wired', 'wireless', 'gateway', 'identification'],
			'network-security': ['separation', 'access', 'backup', 'inventory']
		});
		// 10 + 20 + 10 + 10 = 50, and 20 of 60 connected is a third: 7.5. 57.5 of 60 and 7.5 of 15: one rung of
		// connecting gives 7.5 and meets both, for 6. Over 40 % of 60 machines is more than 24: 25.
		const road = found(ref, answers);
		expect(told(road)).toEqual(['connected-rate → to-60 6']);
		expect(road.kind === 'reached' && road.steps[0]!.figure).toEqual({
			figure: 'equipment.connected',
			atLeast: 25_000
		});
	});

	it('smart factory: the basic level from a list of conditions without efforts', () => {
		// No effort is stated, so every rung counts 1. Vetoes are none and the effects stand at 1. Missing: secure
		// equipment (1), organisation (1), production operation to 2 (2 rungs: 2), maturity to 2 (2 rungs: 2). 6.
		const ref = 'smart-factory-gradient@2025';
		const answers = {
			vetoes: ['none'],
			'secure-equipment-software': 'no',
			'organisation-talent': 'no',
			'production-operation': 0,
			'cmmm-self-level': 0,
			'effect-standing': 1
		};
		const road = found(ref, answers, { facts: { 'above-scale': true } });
		expect(told(road)).toEqual([
			'secure-equipment-software → yes 1',
			'organisation-talent → yes 1',
			'production-operation → 2 2',
			'cmmm-self-level → 2 2'
		]);
		expect(road).toMatchObject({ kind: 'reached', effort: 6 });
		expect(road.kind === 'reached' && road.steps.every(({ stated }) => !stated)).toBe(true);
		// A certificate in place of the self-assessment makes the last step needless.
		const held = { title: 'cmmm', level: 'level-2', awarded: '2025-01-01' };
		const shorter = found(ref, answers, { facts: { 'above-scale': true }, titles: [held] });
		expect(shorter).toMatchObject({ kind: 'reached', effort: 4 });
		// What has happened has happened: no step unticks it.
		const blocked = found(
			ref,
			{ ...answers, vetoes: ['accident'] },
			{ facts: { 'above-scale': true } }
		);
		expect(blocked).toMatchObject({ kind: 'blocked', needs: [], effort: 6 });
		expect(blocked.kind === 'blocked' && blocked.gates).toEqual([
			expect.objectContaining({ answer: 'vetoes' })
		]);
	});

	it('smart manufacturing: eight tenths of the first level, by its weights', () => {
		// Every statement of level 1 at "mostly" is 0.8 exactly. With logistics at "partly" (0.5) the level lacks
		// something, and the rung that takes it back to 0.8 takes 1. No less can do, so the least is 1.
		const ref = 'smart-manufacturing@2026';
		const answers = all(ref, 0, {
			kind: 'discrete',
			business: [
				'product-design',
				'process-design',
				'logistics',
				'sales',
				'customer-service',
				'product-service'
			]
		});
		for (const name of Object.keys(answers)) if (name.endsWith('-1')) answers[name] = 'mostly';
		const road = found(ref, { ...answers, 'logistics-1': 'partly' });
		expect(road).toMatchObject({ kind: 'reached', target: 'level-1', effort: 1 });
	});

	it('sme level: one step is enough where both counts and points lack the same thing', () => {
		const ref = 'sme-digital-level@2024';
		const { cases } = library.editions.get(ref)!;
		expect(cases.length).toBeGreaterThan(0);
		// Level 1 from nothing: 6 scenes at level 1, of which 3 constrained, and 20 points.
		// Scenes: the cheapest first rungs take 1 each, more than six of them and more than three constrained: 6.
		const road = found(ref, all(ref, 0));
		expect(road.kind).toBe('reached');
		const steps = road.kind === 'reached' ? road.steps : [];
		const { edition } = library.editions.get(ref)!;
		const scenes = steps.filter(({ question }) =>
			edition.byName.get(question)!.sets.includes('scenes')
		);
		expect(scenes).toHaveLength(6);
		expect(scenes.reduce((sum, { effort }) => sum + effort, 0)).toBe(6);
	});
});

describe('on random sheets of the published editions', patient, () => {
	it.each([...library.editions.keys()])('%s: every road is found and proven', (ref) => {
		const { edition } = library.editions.get(ref)!;
		const kinds = new Set<string>();
		for (let i = 0; i < 1000; i++) {
			const numbers = Array.from(
				{ length: 1200 },
				(_, at) => (i * 7919 + at * at * 104729) % 65521
			);
			const draw = new Draw(numbers);
			const complete = drawAnswers(draw, edition.data);
			const answers = drawPart(draw, edition.data, complete);
			const facts = draw.chance(50) ? { 'above-scale': true } : {};
			const road = found(ref, answers, { facts });
			kinds.add(road.kind);
			expect(road.kind).not.toBe('unsolved');
		}
		expect(kinds).toContain(ref.startsWith('smart-factory') ? 'blocked' : 'reached');
	});
});

describe('what a person decides', () => {
	const ref = 'yancheng-diagnosis@2026';

	it('is named where it stands in the way, and where it cannot be taken', () => {
		const answers = all(ref, 0);
		const foundations = [
			'upgrade-plan',
			'plant-network',
			'cloud-use',
			'industrial-security',
			'digital-talent'
		];
		// Four points of foundations cannot come from none of them.
		const road = found(ref, answers, {}, { forbidden: foundations });
		expect(road).toMatchObject({ kind: 'refused' });
		// Any one of them alone is enough: three rungs are 3 points, so none alone; all are named.
		expect(road.kind === 'refused' && [...road.because].sort()).toEqual([...foundations].sort());
		const odd = found(
			ref,
			answers,
			{},
			{ fixed: { 'quality-trend': 'up', nothing: 1, 'upgrade-plan': 0 }, forbidden: ['has-design'] }
		);
		expect(odd.kind === 'reached' && odd.ignored).toEqual([
			{ question: 'quality-trend', why: 'effect' },
			{ question: 'nothing', why: 'unknown' },
			{ question: 'upgrade-plan', why: 'reached' },
			{ question: 'has-design', why: 'scope' }
		]);
	});

	it('stays in the road, whose other steps are the least beside it', () => {
		// Kept: security to its second rung, 3 + 6 = 9 and 2 points. Two more first rungs, 6, and a scene, 4: 19.
		const road = found(ref, all(ref, 0), {}, { fixed: { 'industrial-security': 2 } });
		expect(road).toMatchObject({ kind: 'reached', effort: 19 });
		const kept = road.kind === 'reached' ? road.steps.filter(({ fixed }) => fixed) : [];
		expect(kept).toMatchObject([{ question: 'industrial-security', to: 2, effort: 9 }]);
	});

	it('is nothing at the top', () => {
		const two = 'two-integration@2026-2';
		expect(found(two, all(two, 3))).toEqual({ kind: 'top' });
	});
});

it('starts from a worked case: what its tier still lacks is what the road does', () => {
	for (const [ref, { edition, cases }] of library.editions) {
		for (const { name } of cases.slice(0, 4)) {
			const answers = answersOf(ref, name);
			const road = found(ref, answers);
			if (road.kind !== 'reached') continue;
			const after = Object.fromEntries(road.steps.map(({ question, to }) => [question, to]));
			const options = edition.questions.flatMap((one) =>
				one.type === 'radiogroup' && one.of ? one.name : []
			);
			// Without figures an option stands as it is chosen.
			if (road.steps.some(({ question }) => options.includes(question))) continue;
			const { standing } = judged(edition, { ...answers, ...after }, { facts: {}, titles: [] });
			expect(standing.low, `${ref} ${name}`).toBeGreaterThanOrEqual(road.rank);
		}
	}
});
