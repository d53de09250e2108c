import type { Stage } from '../library/events.ts';
import { m } from '../paraglide/messages.js';

/** Where an edition stands, in one word. */
export const stageWords: Record<Stage, () => string> = {
	draft: m.status_draft,
	published: m.status_published,
	retired: m.status_retired,
	withdrawn: m.status_withdrawn
};
