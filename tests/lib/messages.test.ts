import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Messages = Record<string, string | { match: Record<string, string> }[]>;

const read = (locale: string) => {
	const file = new URL(`../../src/lib/messages/${locale}.json`, import.meta.url);
	const { $schema: _schema, ...messages } = JSON.parse(readFileSync(file, 'utf8')) as Messages;
	return messages;
};
const chinese = read('zh-cn');
const english = read('en');

/** Every wording of a message; one that depends on a number has several. */
const wordings = (message: Messages[string]): string[] =>
	typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const placeholders = (text: string) =>
	[...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('both languages have the same messages, with the same placeholders', () => {
	expect(Object.keys(english)).toEqual(Object.keys(chinese));
	for (const [key, message] of Object.entries(english)) {
		const [expected] = wordings(chinese[key]!).map(placeholders);
		for (const wording of wordings(message))
			expect([key, placeholders(wording)]).toEqual([key, expected]);
	}
});

test('no English message has Chinese in it but for the name of the language and the unit of money', () => {
	const mixed = Object.entries(english)
		.filter(([, message]) => wordings(message).some((text) => /\p{Script=Han}/u.test(text)))
		.map(([key]) => key);
	expect(mixed).toEqual(['other_language', 'money_unit', 'journey_other_language']);
});

test('no message is empty or has blanks around it', () => {
	const texts = [...Object.entries(chinese), ...Object.entries(english)];
	const faulty = texts
		.filter(([key]) => key !== 'comma' && key !== 'separator')
		.filter(([, message]) => wordings(message).some((text) => text === '' || text.trim() !== text))
		.map(([key]) => key);
	expect(faulty).toEqual([]);
});
