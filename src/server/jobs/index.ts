import { work, type JobWork, type QueueName } from '../db/index.ts';
import { printItemWork } from './print-item.ts';

/** What is done with the jobs of each queue. */
const jobs: Readonly<Record<QueueName, JobWork>> = { 'print-item': printItemWork };

/** Does the jobs of every queue in this process; what it gives ends that, after those under way. */
export async function beginJobs(atOnce: number): Promise<() => Promise<void>> {
	const ends = await Promise.all(
		(Object.keys(jobs) as QueueName[]).map((name) => work(name, jobs[name], atOnce))
	);
	return async () => {
		await Promise.all(ends.map((end) => end()));
	};
}
