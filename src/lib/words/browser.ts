import { m } from '#lib/paraglide/messages.js';

/** The first that is named in it: each browser also calls itself by those after it. */
const browsers = ['MicroMessenger', 'Edg', 'Firefox', 'Chrome', 'Safari'] as const;
const names = { MicroMessenger: 'WeChat', Edg: 'Edge' } as const;
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac', 'Linux'] as const;

/** What a browser calls itself, short enough to know it by. */
export function browserWords(agent: string | null): string {
	const browser = browsers.find((name) => agent?.includes(name));
	if (!browser) return m.account_session_unknown();
	const name = browser in names ? names[browser as keyof typeof names] : browser;
	const system = systems.find((one) => agent?.includes(one));
	return system ? `${name}, ${system}` : name;
}
