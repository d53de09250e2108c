import type { StepEntry } from '#lib/journey/page.ts';
import { about, support } from '#lib/journey/steps.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a step is called: a dimension by its own title. */
export function stepTitle({ step, title }: StepEntry): string {
	if (title !== undefined) return title;
	return step === about ? m.step_about() : step === support ? m.step_support() : m.step_result();
}
