import * as v from 'valibot';
import {
	actionFields,
	applicationStates,
	mostFen,
	statuses,
	type Application,
	type Said,
	type Status
} from '#lib/plan/action.ts';
import { m } from '#lib/paraglide/messages.js';
import { isDay } from '#scoring';
import { textOf } from './posted.ts';
import { problems } from './problems.ts';
import { isUuid } from './refused.ts';
import { only, told, typedIn, type Told } from './told.ts';

/** What every form of an action brings along: how it was seen, and by which name it is known again. */
export interface Sent {
	readonly action: string;
	readonly save: string;
	readonly seen: readonly string[];
}

/** @throws the problem, where it does not come from one of our forms */
export function readSent(form: FormData): Sent {
	const [action, save] = [textOf(form, 'action'), textOf(form, 'save')];
	const seen = textOf(form, 'seen').split(' ').filter(Boolean);
	return isUuid(action) && isUuid(save) && seen.every(isUuid)
		? { action, save, seen }
		: problems.noForm();
}

/** The fields of the form of an action, as they are named there. */
const named = [
	...(['what', 'question', 'capability', 'owner'] as const),
	...(['start', 'due', 'budget', 'order'] as const)
];

/** What is to be done, by whom, until when, for how much, after what. Null where nothing is said. */
export function readAction(form: FormData): Told<{ said: Record<string, unknown>; owner: string }> {
	const typed = typedIn(form, named);
	const after = form.getAll('after').map(String).filter(Boolean);
	if (!v.is(actionFields.after, after)) problems.noForm();
	const { what, question, capability, owner, start, due, budget, order } = typed;
	const fen = fenOf(budget);
	const place = Number(order);
	const isReversed = isDay(start) && isDay(due) && due < start;
	const faults = only({
		what: !v.is(actionFields.what, what) && m.plan_what_fault(),
		owner: owner.length > 100 && m.problem_text_long({ count: 100 }),
		start: start !== '' && !isDay(start) && m.problem_day({ field: m.plan_start() }),
		due:
			(due !== '' && !isDay(due) && m.problem_day({ field: m.plan_due() })) ||
			(isReversed && m.plan_due_before_start()),
		budget: fen === undefined && m.plan_money_fault(),
		order: !v.is(actionFields.order, place) && m.plan_order_fault()
	});
	const said = {
		...{ what, after: after.length > 0 ? after.sort() : null, order: place, budget: fen },
		question: question || null,
		capability: capability || null,
		start: start || null,
		due: due || null
	} satisfies { [K in keyof Said]?: unknown };
	return told({ ...typed, after: after.join(' ') }, faults, () => ({ said, owner }));
}

/** Where an action goes; to be dropped asks for a reason. */
export function readStatus(form: FormData): Told<NonNullable<Said['status']>> {
	const to = statuses.find((one) => one === textOf(form, 'to')) ?? problems.noForm();
	const { reason } = typedIn(form, ['reason']);
	const isSaid = reason !== '' && reason.length <= 500;
	const faults = only({ reason: to === 'dropped' && !isSaid && m.plan_reason_fault() });
	return told({ to, reason }, faults, () => statusOf(to, reason));
}

function statusOf(to: Status, reason: string): NonNullable<Said['status']> {
	return to === 'dropped' ? { state: to, reason } : { state: to };
}

/** How far the application for a measure is, with its sums in 万元. */
export function readApplication(
	form: FormData,
	isMeasure: (ref: string) => boolean
): Told<{ measure: string; application: Application }> {
	const typed = typedIn(form, ['measure', 'state', 'applied', 'granted', 'on']);
	const { measure, on } = typed;
	const state = applicationStates.find((one) => one === typed.state);
	const [applied, granted] = [fenOf(typed.applied), fenOf(typed.granted)];
	const isEarly = typed.granted !== '' && state !== undefined && state !== 'granted';
	const faults = only({
		measure: !isMeasure(measure) && m.plan_measure_missing(),
		state: state === undefined && m.plan_measure_state_missing(),
		applied: applied === undefined && m.plan_money_fault(),
		granted: (granted === undefined && m.plan_money_fault()) || (isEarly && m.plan_granted_only()),
		on: on !== '' && !isDay(on) && m.problem_day({ field: m.plan_measure_on() })
	});
	return told(typed, faults, () => ({
		measure,
		application: {
			state: state!,
			...(applied === null ? {} : { applied: applied! }),
			...(granted === null ? {} : { granted: granted! }),
			...(on === '' ? {} : { on })
		}
	}));
}

/** 万元 as they are typed, in whole 分; null where nothing is typed, nothing where it is no such sum. */
export function fenOf(text: string): number | null | undefined {
	if (text === '') return null;
	const [, whole, part = ''] =
		/^(\d{1,7}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
	if (whole === undefined) return undefined;
	const fen = Number(whole.replaceAll(',', '') + part.padEnd(6, '0'));
	return fen <= mostFen ? fen : undefined;
}

/** The same the other way: 分 as somebody would type them in 万元. */
export function wanOf(fen: number | undefined): string {
	if (fen === undefined) return '';
	const digits = String(fen).padStart(7, '0');
	const part = digits.slice(-6).replace(/0+$/, '');
	return digits.slice(0, -6) + (part === '' ? '' : `.${part}`);
}
