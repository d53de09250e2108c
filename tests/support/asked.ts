import type { RoleId } from '#lib/roles.ts';
import type { Member } from '#server/enterprise-sheets.ts';

type Session = NonNullable<App.Locals['signedIn']>['session'];

export interface Asking {
	/** Who has signed in, as what and, where it matters, in which session since when. */
	readonly who?:
		{ readonly member: Member; readonly role: RoleId; readonly session?: Session } | undefined;
	readonly params?: Readonly<Record<string, string>>;
	/** What a form says; without one it is asked for as a page. */
	readonly form?: FormData | Readonly<Record<string, string | readonly string[]>>;
	/** Of a form, how many bytes arrive; all of them where nothing is said. */
	readonly arriving?: number;
	readonly path?: string;
	/** Of the network, as the server is told it. */
	readonly address?: string;
	/** By name. */
	readonly cookies?: Readonly<Record<string, string>>;
}

/** What came of it: the status that the browser gets, and what the page or the action gave. */
export interface Outcome {
	readonly status: number;
	readonly location?: string;
	readonly given?: unknown;
	/** What the reader is told of a problem. */
	readonly said?: string;
	readonly set: Readonly<Record<string, string>>;
}

/** Asks the load, the action or the endpoint of a route, as Kit would. */
export async function ask(
	work: (event: never) => unknown,
	{ who, params = {}, form, arriving, path = '/', address = '127.0.0.1', cookies = {} }: Asking
): Promise<Outcome> {
	const url = new URL(path, 'http://localhost');
	const request = new Request(url, form && (await posting(form, arriving)));
	const set: Record<string, string> = {};
	const event = {
		params,
		request,
		url,
		cookies: {
			get: (name: string) => cookies[name],
			set: (name: string, value: string) => void (set[name] = value)
		},
		getClientAddress: () => address,
		setHeaders: () => undefined,
		locals: { cookies: [], ...(who && { signedIn: signedIn(who) }) }
	};
	try {
		const given = await work(event as never);
		if (given instanceof Response) return { status: given.status, given, set };
		const status = (given as { status?: unknown } | undefined)?.status;
		return { status: typeof status === 'number' ? status : 200, given, set };
	} catch (thrown) {
		const { status, location, body } = thrown as {
			status?: number;
			location?: string;
			body?: { message: string };
		};
		if (status === undefined) throw thrown;
		return {
			status,
			set,
			...(location ? { location } : {}),
			...(body ? { said: body.message } : {})
		};
	}
}

/** As a browser sends it: with its length, which is told before anything of it arrives. */
async function posting(form: NonNullable<Asking['form']>, arriving?: number): Promise<RequestInit> {
	const fields = new URLSearchParams();
	if (!(form instanceof FormData))
		for (const [name, value] of Object.entries(form))
			for (const one of [value].flat()) fields.append(name, one);
	const whole = new Response(form instanceof FormData ? form : fields);
	const type = whole.headers.get('content-type')!;
	const body = await whole.arrayBuffer();
	return {
		method: 'POST',
		body: body.slice(0, arriving),
		headers: { 'content-type': type, 'content-length': String(body.byteLength) }
	};
}

function signedIn({
	member,
	role,
	session = { id: 'of a test', since: new Date() }
}: NonNullable<Asking['who']>): App.Locals['signedIn'] {
	const contacts = { name: '测试', email: 'test@example.cn', username: undefined };
	return {
		person: { id: member.person, ...contacts, secondFactor: true, consent: undefined },
		session,
		missing: undefined,
		memberships: [{ organisation: member.organisation, name: '测试单位', role }]
	};
}
