import type { Day } from '#scoring';
import {
	agree,
	assign,
	confirmVisits,
	endAssignment,
	nameConsultant,
	rate,
	recordVisit
} from '#server/assignments.ts';
import { endOfDay, momentOf, startOfDay, today } from '#server/clock.ts';
import type { Cast, Placed, Provider } from './fill.ts';
import { strokes } from './files.ts';

/** How far its assignment is, by how far its sheets are. */
type Reach = 'assigned' | 'agreed' | 'visited' | 'confirmed' | 'rated';

/** Assigns those that have a provider, and prepares two more: one that is over, and one to come. */
export async function assignAll(cast: Cast, at: Date): Promise<string> {
	const running = cast.enterprises.filter(({ provider }) => provider !== undefined);
	for (const [i, enterprise] of running.entries()) await goOn(cast, enterprise, i, at);
	await overAndToCome(cast, at);
	return `${running.length + 2} assignments`;
}

export function consultantOf(cast: Cast, { provider, town }: Placed) {
	const { consultants } = cast.providers[provider!];
	return consultants[town === 'humen' || town === 'dalang' ? 1 : 0];
}

async function goOn(cast: Cast, enterprise: Placed, i: number, at: Date): Promise<void> {
	const provider = cast.providers[enterprise.provider!];
	const consultant = consultantOf(cast, enterprise);
	const id = await begin(cast, enterprise, provider, { at, from: -40, until: 60 });
	await nameConsultant(provider.manager, id, consultant.person);
	const reach = reachOf(enterprise, i);
	if (reach === 'assigned') return;
	const isToday = reach === 'agreed';
	const day = dayFrom(at, isToday ? 0 : -20 + (i % 10));
	const place = `${enterprise.name}会议室`;
	await agree(consultant, id, { at: momentOf(day, '14:00')!.toISOString(), place });
	if (isToday) return;
	const visit = {
		from: momentOf(day, '14:00')!.toISOString(),
		until: momentOf(day, '16:30')!.toISOString(),
		seen: ['冲压车间', '仓库', '信息机房'],
		remarks: '示例记录：逐题查看了现场与台账。'
	};
	await recordVisit(consultant, id, visit, {
		consultant: { name: '示例顾问', post: '诊断顾问', strokes: strokes(i) },
		enterprise: { name: '示例负责人', post: '生产经理', strokes: strokes(i + 7) }
	});
	if (reach === 'visited') return;
	await confirmVisits(enterprise.admin, id, 1);
	if (reach === 'confirmed') return;
	await rate(enterprise.admin, id, { stars: 3 + (i % 3), remarks: '示例评价：讲解清楚。' });
}

function reachOf({ sheets }: Placed, i: number): Reach {
	const was = (...states: string[]) => sheets.some(({ state }) => states.includes(state));
	if (was('filed', 'reviewing')) return i % 3 === 0 ? 'confirmed' : 'rated';
	if (was('verified', 'verifying')) return 'visited';
	return was('submitted') ? 'agreed' : 'assigned';
}

async function overAndToCome(cast: Cast, at: Date): Promise<void> {
	const [over, toCome] = ['示例烘焙食品有限公司', '示例生物制药有限公司'].map((name) =>
		cast.enterprises.find((one) => one.name === name)!
	) as [Placed, Placed];
	const [first, second] = cast.providers;
	const ended = await begin(cast, over, second, { at, from: -90, until: 20 });
	await nameConsultant(second.manager, ended, second.consultants[0].person);
	await endAssignment(cast.reviewer, ended);
	const coming = await begin(cast, toCome, first, { at, from: 7, until: 90 });
	await nameConsultant(first.manager, coming, first.consultants[0].person);
	const when = momentOf(dayFrom(at, 9), '9:30')!.toISOString();
	await agree(first.consultants[0], coming, { at: when, place: `${toCome.name}门卫室` });
}

/** @param days from its first day to its last, counted from today */
function begin(
	{ reviewer }: Cast,
	{ id }: Placed,
	provider: Provider,
	{ at, from, until }: { at: Date; from: number; until: number }
): Promise<string> {
	return assign(reviewer, {
		enterprise: id,
		provider: provider.id,
		startsAt: startOfDay(dayFrom(at, from)),
		endsAt: endOfDay(dayFrom(at, until))
	});
}

function dayFrom(at: Date, days: number): Day {
	return today(new Date(at.getTime() + days * 24 * 60 * 60 * 1000));
}
