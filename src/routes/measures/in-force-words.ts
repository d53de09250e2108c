import { m } from '#lib/paraglide/messages.js';
import type { InForce } from '#scoring';

/** Whether a document holds on a day, as one sentence. */
export const inForceWords: Record<InForce, (inputs: { day: string }) => string> = {
	'in-force': m.in_force,
	'not-yet': m.in_force_not_yet,
	ended: m.in_force_ended,
	unknown: m.in_force_unknown
};
