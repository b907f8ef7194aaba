import type { TaskState } from '../../../../core/device/operations.js';
import type { BrokerTools } from '../../../../core/ports/broker.js';
import { type KoophoneApp, readApps } from '../../wire/app-list.js';
import { restCalls } from '../../wire/rest-calls.js';
import { type KoophoneJob, readJobs } from '../../wire/tasks.js';
import { checkPhoneId } from '../check-ids.js';
import { findPhone, pageQuery } from '../query-phones.js';
import { answerInvalid, argumentInvalid, phoneNotFound } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import type { TaskReference } from './task-ids.js';

/** A phone that was just told to restart, or to erase itself, still says that it runs, for so long, in ms (assumed). */
const restartBeginsMs = 5000;
/** Of one page of apps, and most of them: no limit is documented. */
const appsPerPage = 100;
const maxAppPages = 20;

export function taskOperations({
  client,
  taskIds,
}: DeviceContext): DeviceOperations<'listApps' | 'getTask'> {
  return {
    // The vendor's list is there at once; getTask fetches it.
    async listApps({ phoneId }) {
      checkPhoneId(phoneId, restCalls.listApps.purpose);
      return { taskId: await taskIds.seal({ kind: 'apps' }, phoneId) };
    },

    async getTask({ phoneId, input: { taskId } }, tools) {
      checkPhoneId(phoneId, restCalls.task.purpose);
      const task = await taskIds.open(taskId, phoneId);
      if (!task) throw noSuchTask();
      return { taskId, phoneId, ...(await stateOf(task, phoneId, tools)) };
    },
  };

  async function stateOf(
    task: TaskReference,
    phoneId: string,
    tools: BrokerTools,
  ): Promise<Omit<TaskState, 'taskId' | 'phoneId'>> {
    switch (task.kind) {
      case 'apps':
        return { status: 'done', apps: await listApps(phoneId, tools) };
      case 'restart':
        return stateByPhone(phoneId, task.at, tools);
      default: {
        const jobs = await queryJobs(task.taskId, tools);
        // Whether tasks of a reset can be asked for is not documented (fact sheet 4.1).
        if (!jobs && task.kind === 'reset') return stateByPhone(phoneId, task.at, tools);
        if (!jobs) throw noSuchTask();
        return describeJob(findJob(jobs, task.jobId));
      }
    }
  }

  async function stateByPhone(
    phoneId: string,
    orderedAt: number,
    tools: BrokerTools,
  ): Promise<Pick<TaskState, 'status'>> {
    const phone = await findPhone(phoneId, client, tools);
    if (!phone) throw phoneNotFound(restCalls.task.purpose);
    const hasBegun = tools.now() - orderedAt >= restartBeginsMs;
    return { status: hasBegun && phone.running === 'running' ? 'done' : 'running' };
  }

  /** `undefined` when the vendor knows no such task. */
  async function queryJobs(
    taskId: string,
    tools: BrokerTools,
  ): Promise<readonly KoophoneJob[] | undefined> {
    const answer = await client.call('task', { id: taskId }, tools, { accepts: ['1323'] });
    if (answer.error) return undefined;
    const jobs = readJobs(answer.data);
    if (!jobs) throw answerInvalid(restCalls.task.purpose, 'it is no list of jobs');
    return jobs;
  }

  async function listApps(phoneId: string, tools: BrokerTools): Promise<KoophoneApp[]> {
    const apps: KoophoneApp[] = [];
    for (let page = 1; page <= maxAppPages; page += 1) {
      const request = { id: phoneId, query: pageQuery(page, appsPerPage) };
      const found = readApps(await client.call('listApps', request, tools));
      if (!found) throw answerInvalid(restCalls.listApps.purpose, 'it is no list of apps');
      apps.push(...found);
      if (found.length < appsPerPage) break;
    }
    return apps;
  }
}

function findJob(jobs: readonly KoophoneJob[], jobId: string | undefined): KoophoneJob | undefined {
  // An order of ours is for one phone.
  return jobId === undefined ? jobs[0] : jobs.find((job) => job.jobId === jobId);
}

function describeJob(job: KoophoneJob | undefined): Omit<TaskState, 'taskId' | 'phoneId'> {
  // The vendor knows the task, but not yet what it does with it.
  if (!job) return { status: 'waiting' };
  const status = job.status ?? 'running';
  return {
    status,
    ...(job.output && { output: job.output }),
    ...(status === 'failed' && { error: job.errorCode ?? job.output }),
  };
}

function noSuchTask() {
  return argumentInvalid('this phone has no such task');
}
