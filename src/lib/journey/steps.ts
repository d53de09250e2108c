import type { OpenEdition } from '#scoring';

/** The pages of the journey, in order: about the enterprise, each dimension by name, support, result. */
export type Step = string;

export const about: Step = 'about';
export const support: Step = 'support';
export const result: Step = 'result';

export function stepsOf(edition: OpenEdition): readonly Step[] {
	return [about, ...edition.root.parts.map((part) => part.name), support, result];
}

/** The step before or after one; the ends stay where they are. */
export function beside(edition: OpenEdition, step: Step, by: 1 | -1): Step {
	const steps = stepsOf(edition);
	return steps[steps.indexOf(step) + by] ?? step;
}
