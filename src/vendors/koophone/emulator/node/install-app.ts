import { asString, type JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, type CallResult, parameterInvalid } from './envelope.js';
import { readInstanceIds, readText } from './request-fields.js';

/** More is not kept here; the vendor's limit is 2 GB. */
const maxPackageBytes = 64 * 1024 * 1024;

const maxMegabytes = 2048;

/** `app/install`: downloads from addresses on this machine; the package is called what the request says. */
export async function installApp(body: JsonObject, parts: CloudParts): Promise<CallResult> {
  const { world, instances, tasks } = parts;
  const packageName = readText(body, 'object_name', 100);
  const version = readText(body, 'object_version', 100);
  const url = readText(body, 'install_package_url', 2000);
  readText(body, 'file_name', 100);
  readText(body, 'content_type', 64);
  if (readText(body, 'biz_type', 64) !== 'apk') throw parameterInvalid('biz_type must be apk.');
  const md5 = asString(body.content_md5);
  if (md5 === undefined || md5.length > 200) throw parameterInvalid('content_md5 must be a text.');
  const isFast = readFastInstall(body);
  checkSize(body);
  const list = readInstanceIds(body, 'instance_id_list').map((id) => instances.get(id));
  const hasPackage = list.some(({ phone }) =>
    phone?.system
      .packages()
      .some((app) => app.packageName === packageName && app.version === version),
  );
  if (hasPackage) throw new ApiFailure(62005);
  if (!(await world.download(url, maxPackageBytes))) throw new ApiFailure(62017);
  const task = tasks.add({
    prefix: isFast ? 'ZGCA' : 'FULFILL',
    instances: list,
    work: ({ phone }) => {
      phone?.system.install({ packageName, label: packageName, version, isSystem: false });
      return { isSuccess: true, output: 'Success' };
    },
  });
  // The table has one `data` more than the sample (fact sheet 2.3): normal installations come as the table says.
  return { data: isFast ? task : { data: task } };
}

function readFastInstall({ fast_install: value = '0' }: JsonObject): boolean {
  if (value !== '0' && value !== '1') throw new ApiFailure(3008);
  return value === '1';
}

function checkSize(body: JsonObject): void {
  const size = asString(body.object_size) ?? '';
  if (!/^\d{1,9}(?:\.\d{1,9})?$/.test(size)) throw new ApiFailure(62006);
  if (Number(size) > maxMegabytes) throw new ApiFailure(62015);
}
