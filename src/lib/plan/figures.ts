import type { Day, Text } from '#scoring';
import { isOpen, isOverdue, type Action } from './action.ts';

/** A sum of what was stated, and how many stated nothing: what nobody said is no zero. */
export interface Sum {
	/** 分. */
	readonly fen: number;
	readonly unstated: number;
}

export interface Figures {
	/** Actions that were not dropped. */
	readonly counted: number;
	readonly finished: number;
	readonly dropped: number;
	readonly overdue: number;
	readonly budget: Sum;
	readonly applied: Sum;
	readonly granted: Sum;
}

/** What the figures mean, in words; they are computed in this file alone. */
export const meanings = {
	completion: {
		'zh-cn': '完成率＝已完成的行动数÷未取消的行动数。',
		en: 'Completion: finished actions out of those that were not dropped.'
	},
	money: {
		'zh-cn':
			'预算只计未取消的行动；申报金额计已申报、已获批和未获批的政策，获批金额只计已获批的；没有填写金额的不当作零，另行列出项数。',
		en: 'Budgets count actions that were not dropped. Sums applied for count measures applied for, granted and refused; sums granted count those granted. What nobody stated is no zero: it is counted beside the sum.'
	},
	conversion: {
		'zh-cn': '转化率＝诊改方案中至少有一项行动已完成的已归档诊断数÷已归档诊断数。',
		en: 'Conversion: filed diagnoses whose plan has at least one finished action, out of all filed diagnoses.'
	}
} as const satisfies Record<string, Text>;

/** The figures of a plan on a day. */
export function figuresOf(actions: readonly Action[], today: Day): Figures {
	const counted = actions.filter(({ status }) => status.state !== 'dropped');
	const measures = actions.flatMap((one) => Object.values(one.measures));
	const asked = measures.filter(({ state }) => state !== 'intended');
	const granted = measures.filter(({ state }) => state === 'granted');
	return {
		counted: counted.length,
		finished: counted.filter((one) => !isOpen(one)).length,
		dropped: actions.length - counted.length,
		overdue: counted.filter((one) => isOverdue(one, today)).length,
		budget: sum(counted.map((one) => one.budget)),
		applied: sum(asked.map((one) => one.applied)),
		granted: sum(granted.map((one) => one.granted))
	};
}

function sum(sums: readonly (number | undefined)[]): Sum {
	const stated = sums.filter((one) => one !== undefined);
	return {
		fen: stated.reduce((total, one) => total + one, 0),
		unstated: sums.length - stated.length
	};
}

/** Several plans together. */
export function together(figures: readonly Figures[]): Figures {
	const count = (of: 'counted' | 'finished' | 'dropped' | 'overdue') =>
		figures.reduce((total, one) => total + one[of], 0);
	const money = (of: 'budget' | 'applied' | 'granted'): Sum => ({
		fen: figures.reduce((total, one) => total + one[of].fen, 0),
		unstated: figures.reduce((total, one) => total + one[of].unstated, 0)
	});
	return {
		counted: count('counted'),
		finished: count('finished'),
		dropped: count('dropped'),
		overdue: count('overdue'),
		budget: money('budget'),
		applied: money('applied'),
		granted: money('granted')
	};
}

export interface Conversion {
	/** Filed diagnoses. */
	readonly filed: number;
	/** Of these, those with a plan of which something is finished. */
	readonly converted: number;
}

/** @param plans of each filed diagnosis, the figures of its plans; none where it has none */
export function conversionOf(plans: readonly (readonly Figures[])[]): Conversion {
	return {
		filed: plans.length,
		converted: plans.filter((own) => together(own).finished > 0).length
	};
}
