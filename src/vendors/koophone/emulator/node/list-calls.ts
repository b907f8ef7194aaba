import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, type CallResult } from './envelope.js';
import type { Instance } from './instances.js';
import { pageOf } from './request-fields.js';

interface Asked {
  readonly id: string;
  readonly query: URLSearchParams;
}

const timeForm = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** `batch-query`: the list. Its page numbers are beside `data`, as the sample has them (fact sheet 2.3). */
export function queryInstances(_body: JsonObject, parts: CloudParts, { query }: Asked): CallResult {
  checkTimes(query.get('query_start_time'), query.get('query_end_time'));
  const id = query.get('instance_id');
  const name = query.get('instance_name');
  const scene = query.get('pool_scene_tag');
  const found = parts.instances.all.filter(
    (instance) =>
      (id === null || instance.instanceId === id) &&
      (name === null || instance.name === name) &&
      (scene === null || scene === 'CLOUD_PHONE'),
  );
  const { rows, paging } = pageOf(query, found);
  return { data: { result: rows.map((instance) => rowOf(instance, parts)) }, extra: paging };
}

function checkTimes(...times: readonly (string | null)[]): void {
  const given = times.filter((time) => time !== null && time !== '');
  if (!given.every((time) => timeForm.test(time ?? ''))) throw new ApiFailure(5002);
  const [start, end] = given;
  if (start && end && end < start) throw new ApiFailure(5004);
}

function rowOf(instance: Instance, { account, streams, world }: CloudParts) {
  const { instanceId, name, phone, business, assignedUser, backedUpAt } = instance;
  const { region, projectId, domainName, userName } = account;
  return {
    instance_id: instanceId,
    instance_name: name,
    region,
    instance_sku: 'PROFESSIONAL|8U16G|720p',
    frozen_status: 0,
    running_status: runningStatus(instance),
    login_status: streams.isStreaming(instance) ? 1 : 0,
    assign_status: assignedUser === undefined ? 0 : 1,
    assign_user: assignedUser ?? '',
    billing_mode: '1',
    project_id: projectId,
    project_name: region,
    phone_id: phone ? `phone-${instanceId}` : 'null',
    member_name: userName,
    account_name: domainName,
    region_name: region,
    region_name_en: region,
    backup_status: business === 'backing-up' ? 1 : backedUpAt === undefined ? 0 : 2,
    backup_time: vendorTime(backedUpAt ?? world.now()),
    restore_status: instance.preparation.isLoaded ? 2 : 0,
    restore_time: vendorTime(world.now()),
  };
}

/** 2 running, 4 starting, 5 shut down. */
function runningStatus({ phone, business }: Instance): number {
  if (business === 'rebooting' || business === 'resetting') return 4;
  return phone?.isOnline ? 2 : 5;
}

/** UTC. */
function vendorTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** `{instance_id}/app-list`, from newer pages of the reference. */
export function listApps(_body: JsonObject, { instances }: CloudParts, asked: Asked): CallResult {
  const { phone } = instances.get(asked.id);
  const type = asked.query.get('app_type');
  if (type !== null && type !== '1' && type !== '2') {
    throw new ApiFailure(1000, 'app_type must be 1 or 2.');
  }
  const apps = (phone?.system.packages() ?? []).filter(
    ({ isSystem }) => type === null || isSystem === (type === '1'),
  );
  const { rows, paging } = pageOf(asked.query, apps);
  const result = rows.map(({ label, version, packageName }) => ({
    app_name: label,
    app_version: version,
    app_pkg: packageName,
    icon_url: '',
  }));
  return { data: { result, ...paging } };
}
