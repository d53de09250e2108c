import { browser } from '$app/env';

type Field = HTMLInputElement | HTMLSelectElement;

/**
 * Notes what a form of the page holds now, in the browser: a component that takes over what the server
 * sent would put back what the server knew.
 *
 * @returns puts it back
 */
export function remember(id: string): () => void {
	const form = browser && document.getElementById(id);
	if (!form) return () => undefined;
	const fields = [...form.querySelectorAll<Field>('input:not([type=hidden]), select')].map(
		(field) => ({
			field,
			value: field.value,
			checked: 'checked' in field && field.checked
		})
	);
	return () => {
		for (const { field, value, checked } of fields) {
			if (field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type)) {
				field.checked = checked;
			} else field.value = value;
		}
	};
}
