import { afterEach, expect, test, vi } from 'vitest';
import { openComplaints } from '#server/complaints.ts';

afterEach(() => {
	vi.restoreAllMocks();
});

test('a cause is said once until it is over, each in its own words', () => {
	const said = vi.spyOn(console, 'error').mockReturnValue(undefined);
	const complaints = openComplaints();
	const full = new Error('no space');
	complaints.say('disk', 'Not printed:', full);
	complaints.say('disk', 'Not printed:', new Error('no space'));
	complaints.say('store', 'The store is away');
	complaints.say('disk', 'Not printed:', full);
	expect(said.mock.calls).toEqual([['Not printed:', full], ['The store is away']]);
	complaints.over();
	complaints.say('disk', 'Not printed again');
	expect(said.mock.calls.at(-1)).toEqual(['Not printed again']);
});

test('a full disk is one cause, whichever file found it so', () => {
	const said = vi.spyOn(console, 'error').mockReturnValue(undefined);
	const complaints = openComplaints();
	complaints.say("ENOSPC: no space left on device, mkdir '/data/files/content/0a'", 'first');
	complaints.say("ENOSPC: no space left on device, mkdir '/data/files/content/7f'", 'second');
	complaints.say("EACCES: permission denied, mkdir '/data/files/content/7f'", 'third');
	expect(said.mock.calls).toEqual([['first'], ['third']]);
});

test('of more causes than anybody reads none is remembered', () => {
	const said = vi.spyOn(console, 'error').mockReturnValue(undefined);
	const complaints = openComplaints();
	for (let i = 0; i < 1001; i++) complaints.say(String(i), i);
	complaints.say('0', 'again');
	expect(said).toHaveBeenCalledTimes(1002);
});
