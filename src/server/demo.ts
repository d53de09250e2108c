import { demoPassword, demoPeople } from '#lib/demo.ts';
import { isDemo } from './db/index.ts';

export { isDemo };

/** Whom anybody may be, with what they sign in with; nobody but in a demo. */
export function signInsOfDemo() {
	return isDemo() ? { people: demoPeople, password: demoPassword } : undefined;
}
