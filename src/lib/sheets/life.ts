import type { Right } from '../roles.ts';

/** The states of a sheet that belongs to an enterprise, in the order of its life. */
export const states = [
	'draft',
	'submitted',
	'returned',
	'verifying',
	'verified',
	'reviewing',
	'filed'
] as const;
export type State = (typeof states)[number];

/**
 * Who says it: the enterprise, who looked on site, who confirms it. A layer says only what it says
 * differently: for the rest the one below it stands.
 */
export const layers = ['declared', 'verified', 'confirmed'] as const;
export type Layer = (typeof layers)[number];

interface Step {
	readonly from: State;
	readonly to: State;
	/** Who takes it must have this right, and reach the enterprise. */
	readonly right: Right;
	/** Asks for a reason, or for the signed statement that what was answered is true. */
	readonly asks?: 'reason' | 'statement';
}

/** Every way a sheet may go: the one table. The database has a copy (`sheet_step`) and takes no other. */
export const steps: readonly Step[] = [
	{ from: 'draft', to: 'submitted', right: 'sheet.submit', asks: 'statement' },
	{ from: 'returned', to: 'submitted', right: 'sheet.submit', asks: 'statement' },
	{ from: 'submitted', to: 'verifying', right: 'sheet.verify' },
	{ from: 'submitted', to: 'returned', right: 'sheet.verify', asks: 'reason' },
	{ from: 'verifying', to: 'returned', right: 'sheet.verify', asks: 'reason' },
	{ from: 'verifying', to: 'verified', right: 'sheet.verify' },
	{ from: 'verified', to: 'reviewing', right: 'sheet.confirm' },
	{ from: 'reviewing', to: 'verifying', right: 'sheet.confirm', asks: 'reason' },
	{ from: 'reviewing', to: 'returned', right: 'sheet.confirm', asks: 'reason' },
	{ from: 'reviewing', to: 'filed', right: 'sheet.file' }
];

interface Writing {
	readonly layer: Layer;
	readonly state: State;
	readonly right: Right;
}

/** In which state which layer is answered, and by whom; the database has a copy (`layer_writing`). */
export const writings: readonly Writing[] = [
	{ layer: 'declared', state: 'draft', right: 'sheet.declare' },
	{ layer: 'declared', state: 'returned', right: 'sheet.declare' },
	{ layer: 'verified', state: 'verifying', right: 'sheet.verify' },
	{ layer: 'confirmed', state: 'reviewing', right: 'sheet.confirm' }
];
