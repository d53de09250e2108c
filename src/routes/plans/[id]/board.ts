import type { Attachment } from 'svelte/attachments';

/**
 * Lets cards be dragged to another column: the same as pressing the card's button for that column, which is
 * there without script and by keyboard.
 */
export const draggable: Attachment<HTMLElement> = (board) => {
	let card: HTMLElement | undefined;
	const columnAt = ({ target }: DragEvent) =>
		target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
	const mark = (column: HTMLElement | null) => {
		for (const one of board.querySelectorAll<HTMLElement>('[data-column]'))
			one.toggleAttribute('data-over', one === column);
	};
	const listeners = {
		dragstart: (event: DragEvent) => {
			if (!(event.target instanceof HTMLElement)) return;
			card = event.target.closest<HTMLElement>('[data-card]') ?? undefined;
			event.dataTransfer?.setData('text/plain', card?.dataset.card ?? '');
		},
		dragover: (event: DragEvent) => {
			const column = columnAt(event);
			if (!card || !column) return;
			event.preventDefault();
			mark(column);
		},
		drop: (event: DragEvent) => {
			const to = columnAt(event)?.dataset.column;
			if (!card || to === undefined) return;
			event.preventDefault();
			press(card, to);
		},
		dragend: () => {
			card = undefined;
			mark(null);
		}
	};
	const cards = board.querySelectorAll<HTMLElement>('[data-card]');
	for (const one of cards) one.draggable = true;
	for (const [name, listener] of Object.entries(listeners))
		board.addEventListener(name, listener as EventListener);
	return () => {
		for (const [name, listener] of Object.entries(listeners))
			board.removeEventListener(name, listener as EventListener);
	};
};

function press(card: HTMLElement, to: string): void {
	const button = card.querySelector<HTMLElement>(`button[value="${to}"], a[data-to="${to}"]`);
	button?.click();
}
