/**
 * Where this very process answers, for the browser that it prints with: of several that share a port, only
 * the one that was asked for a report holds it. Stands for the whole process, as the database does: the
 * scripts open it and the built application uses it.
 */
const place = Symbol.for('qidang.own-origin');
const shared = globalThis as { [place]?: string };

export function holdOwnOrigin(origin: string): void {
	shared[place] = origin;
}

/** Nothing where nobody opened it, as under the development server. */
export function ownOrigin(): string | undefined {
	return shared[place];
}
