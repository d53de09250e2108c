import { randomUUID } from 'node:crypto';
import type { Case, Day, OpenEdition } from '#scoring';
import type { Library } from '#lib/library/library.ts';
import type { State } from '#lib/sheets/life.ts';
import { patchesOf, type Patch } from '#lib/sheets/patch.ts';
import { m } from '#lib/paraglide/messages.js';
import {
	answer,
	beginSheet,
	decide,
	fileSheet,
	review,
	takeStep,
	type Member
} from '#server/enterprise-sheets.ts';
import { openEnterprise } from '#server/enterprises.ts';
import { addEvidence } from '#server/evidence.ts';
import type { DemoSheet } from './enterprises.ts';
import type { Cast, Placed } from './fill.ts';
import { page, picture, strokes } from './files.ts';
import { consultantOf } from './visits.ts';

/** A sheet on its way: who leads it, and what is answered in it. */
interface Led {
	readonly id: string;
	readonly edition: OpenEdition;
	readonly worked: Case;
	readonly admin: Member;
	readonly consultant: Member;
	readonly reviewer: Member;
	/** Its place among all of them: what chance would decide elsewhere. */
	readonly number: number;
	readonly day: Day;
}

/** Makes all sheets of all enterprises, each led to where it stands. */
export async function fillSheets(library: Library, cast: Cast, today: Day): Promise<string> {
	let number = 0;
	for (const enterprise of cast.enterprises) {
		for (const sheet of enterprise.sheets) {
			await lead(library, cast, enterprise, sheet, (number += 1), today);
		}
	}
	return `${number} sheets`;
}

async function lead(
	library: Library,
	cast: Cast,
	enterprise: Placed,
	{ of, tier, state, yearsAgo = 0 }: DemoSheet,
	number: number,
	today: Day
): Promise<void> {
	const { edition, cases } = library.editions.get(of)!;
	const worked = caseOf(cases, tier, number, of);
	const { admin } = enterprise;
	const { facts, titles, name, area } = (await openEnterprise(admin, enterprise.id))!;
	const id = await beginSheet(admin, enterprise.id, of, {
		name,
		creditCode: enterprise.creditCode,
		facts: { ...facts, area, ...worked.facts },
		titles: [...(worked.titles ?? []), ...titlesBeside(worked, titles)]
	});
	const day = `${Number(today.slice(0, 4)) - yearsAgo}${today.slice(4)}`.replace(
		'-02-29',
		'-02-28'
	);
	const { answers } = worked;
	const madeAt = `${day}T01:00:00.000Z`;
	const patches = patchesOf({ questionnaire: of, answers }, { madeAt });
	await answer(
		admin,
		id,
		'declared',
		patches.filter(({ field }) => field !== 'questionnaire')
	);
	const consultant = enterprise.provider === undefined ? admin : consultantOf(cast, enterprise);
	const led = { id, edition, worked, admin, consultant, reviewer: cast.reviewer, number, day };
	if (state !== 'draft') await addFiles(led);
	for (const to of wayTo(state)) await goTo(library, led, to);
}

/** A worked case of an edition by the tier that its author worked out for it, another for another sheet. */
function caseOf(cases: readonly Case[], tier: string, number: number, of: string): Case {
	const isHalf = ({ expect, answers }: Case) =>
		typeof expect.tier === 'object' && Object.keys(answers).length >= 5;
	const fitting = cases.filter((one) =>
		tier === 'half' ? isHalf(one) : one.expect.tier === tier && one.answers !== undefined
	);
	const found = fitting[number % fitting.length];
	if (!found) throw new Error(`No worked case of ${of} comes to ${tier}.`);
	return found;
}

/** The enterprise's other titles: of those that the case speaks of, the case says how it is. */
function titlesBeside({ titles = [] }: Case, own: readonly unknown[]): unknown[] {
	const titleOf = (one: unknown) => (one as { title?: string }).title;
	const told = new Set(titles.map(titleOf));
	return own.filter((one) => !told.has(titleOf(one)));
}

function wayTo(state: State): State[] {
	const way: State[] = ['submitted', 'verifying', 'verified', 'reviewing', 'filed'];
	if (state === 'returned') return ['submitted', 'returned'];
	return way.slice(0, way.indexOf(state) + 1);
}

async function goTo(library: Library, led: Led, to: State): Promise<void> {
	const { id, admin, consultant, reviewer, number, day } = led;
	switch (to) {
		case 'submitted': {
			const signature = { name: '示例负责人', post: '总经理', strokes: strokes(number) };
			const statement = { text: m.statement_text({}, { locale: 'zh-cn' }), signature };
			return takeStep(admin, id, to, { statement });
		}
		case 'returned': {
			const [first] = answered(led);
			await decide(consultant, id, { field: first!, kind: 'comment', text: '请补充佐证材料。' });
			return takeStep(consultant, id, to, { reason: '示例退回：请补充设备清单后再提交。' });
		}
		case 'verifying':
			await takeStep(consultant, id, to);
			return verify(led);
		case 'verified':
			return takeStep(consultant, id, to);
		case 'reviewing': {
			await takeStep(reviewer, id, to);
			const [, second] = answered(led);
			return decide(reviewer, id, { field: second!, kind: 'accepted', text: '' });
		}
		case 'filed':
			return fileSheet(reviewer, id, library, day);
		case 'draft':
			return undefined;
	}
}

/** What was found on site: one answer is confirmed, and in some sheets another is a rung lower. */
async function verify(led: Led): Promise<void> {
	const { id, admin, consultant, number } = led;
	const [first] = answered(led);
	await decide(admin, id, { field: first!, kind: 'comment', text: '现场可以看系统截图。' });
	await decide(consultant, id, { field: first!, kind: 'accepted', text: '现场核对一致。' });
	const lower = rungBelow(led);
	if (number % 3 !== 0 || !lower) return;
	const text = '现场只有部分产线做到，按低一档核定。';
	const decision = { field: lower.field, kind: 'corrected', text } as const;
	await review(consultant, id, 'verified', [{ patches: [lower], decision }]);
}

function answered({ worked }: Led): string[] {
	return Object.keys(worked.answers).map((name) => `answers.${name}`);
}

/** The last question of one choice whose answer has another below it. */
function rungBelow({ edition, worked, day }: Led): Patch | undefined {
	const below = Object.entries(worked.answers).flatMap(([name, value]) => {
		const question = edition.byName.get(name);
		if (question?.type !== 'radiogroup') return [];
		const at = question.data.choices.findIndex((choice) => choice.value === value);
		const lower = question.data.choices[at - 1];
		return lower ? [{ field: `answers.${name}`, value: lower.value }] : [];
	});
	const last = below.at(-1);
	if (!last) return undefined;
	return { id: randomUUID(), ...last, replaces: null, madeAt: `${day}T02:00:00.000Z` };
}

async function addFiles(led: Led): Promise<void> {
	const { id, admin, consultant, number, day } = led;
	const [first, second] = answered(led);
	const given = [
		{ who: admin, field: first!, name: '现场照片.jpg', content: await picture(number) },
		{ who: consultant, field: second!, name: '设备清单.pdf', content: page(number) }
	];
	for (const { who, ...one } of given) {
		const file = { ...one, id: randomUUID(), effectiveOn: day, replaces: null };
		await addEvidence(who, id, file);
	}
}
