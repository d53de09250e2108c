import { setTimeout } from 'node:timers/promises';

const everyMilliseconds = 1000;
/** Then the browser asks again by itself, as who it is then. */
const mostMilliseconds = 5 * 60_000;

/** What there is to tell now, and whether it is the last. */
export interface Look {
	readonly told: unknown;
	readonly isOver: boolean;
}

/**
 * Answers with server-sent events: what `look` finds, as JSON, whenever it is another than before. The first is
 * told at once where it is over already, and else what it is from is on the page.
 */
export function streamChanges(look: () => Promise<Look>): Response {
	const closing = new AbortController();
	const encoder = new TextEncoder();
	const body = new ReadableStream<Uint8Array>({
		async start(controller) {
			let before: string | undefined;
			try {
				const until = performance.now() + mostMilliseconds;
				for (let isLast = false; !isLast && performance.now() < until;) {
					const { told, isOver } = await look();
					isLast = isOver;
					const text = JSON.stringify(told);
					const isNew = before === undefined ? isOver : text !== before;
					before = text;
					if (closing.signal.aborted) return;
					// A comment, by which a connection that is gone is noticed.
					const line = isNew && text !== undefined ? `data: ${text}\n\n` : ':\n\n';
					controller.enqueue(encoder.encode(line));
					if (!isLast) await setTimeout(everyMilliseconds, undefined, { signal: closing.signal });
				}
				controller.close();
			} catch (error) {
				if (closing.signal.aborted) return;
				controller.error(error);
			}
		},
		cancel: () => closing.abort()
	});
	return new Response(body, {
		headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }
	});
}
