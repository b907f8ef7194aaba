import { asArray, asNumber, asObject, asString, type JsonObject } from '../../../../core/json.js';
import { fileNameOf, isApk, type StoredApp } from './app-store.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, parameterInvalid, vendorCode } from './envelope.js';
import { maxFileBytes } from './file-store.js';
import { orderEach, taskRows } from './pad-tasks.js';
import type { Pad } from './pads.js';
import { pageOf, readIds, readPadCodes, readText } from './request-fields.js';
import type { Task, TaskOrder } from './task-board.js';
import { taskType } from './task-types.js';

function appObjects(body: JsonObject): readonly JsonObject[] {
  const apps = asArray(body.apps)?.map(asObject) ?? [];
  if (apps.length === 0 || apps.some((app) => app === undefined)) {
    throw parameterInvalid('apps must list at least one object.');
  }
  return apps as readonly JsonObject[];
}

/** `app/cache`: the store downloads APKs. Their manifests are not read: the request names the package. */
export function cacheApps(body: JsonObject, { apps, tasks, world, callbacks }: CloudParts) {
  const orders = appObjects(body).map((wanted): TaskOrder & { readonly appId: number } => {
    const originUrl = readText(wanted, 'url');
    const fileName = fileNameOf(originUrl);
    const baseName = fileName.replace(/\.apk$/i, '');
    const app: StoredApp = {
      appId: asNumber(wanted.appId) ?? apps.freeId(),
      appName: asString(wanted.appName) ?? baseName,
      packageName: asString(wanted.pkgName) ?? `app.${baseName.replaceAll(/\W+/g, '_')}`,
      versionName: asString(wanted.versionName) ?? '1.0',
      versionNo: asNumber(wanted.versionNo) ?? 1,
      description: asString(wanted.description) ?? '',
      signMd5: asString(wanted.signMd5) ?? '',
      originUrl,
      createTime: world.now(),
      available: false,
    };
    apps.put(app);
    return {
      type: taskType.cacheFile,
      appId: app.appId,
      file: { fileName },
      async work() {
        const bytes = await world.download(originUrl, maxFileBytes);
        if (!bytes || !isApk(bytes)) throw new ApiFailure(vendorCode.downloadFailed);
        app.available = true;
        return 'Success';
      },
      settled: ({ taskId, status }) =>
        callbacks.send(taskType.cacheFile, {
          taskId,
          taskStatus: status,
          originFileUrl: originUrl,
          fileUniqueId: String(app.appId),
        }),
    };
  });
  return tasks.add(orders).map(({ taskId }, index) => ({ taskId, appId: orders[index]?.appId }));
}

/** `app/list` */
export function listStoredApps(body: JsonObject, { apps }: CloudParts) {
  const appIds = asArray(body.appIds)?.map(Number) ?? [];
  return pageOf(
    body,
    apps.all.filter(({ appId }) => appIds.length === 0 || appIds.includes(appId)),
  );
}

/** `app/detail` */
export function storedApp(body: JsonObject, { apps }: CloudParts) {
  const [appId = 0] = readIds({ appId: [body.appId] }, 'appId');
  const app = apps.find(appId);
  if (!app) throw new ApiFailure(vendorCode.fileUnavailable);
  return app;
}

/** `pad/installApp` */
export function installApp(body: JsonObject, parts: CloudParts) {
  return orderApps(body, parts, (wanted, pad) => {
    const app = parts.apps.find(asNumber(wanted.appId) ?? 0);
    if (!app?.available) throw new ApiFailure(vendorCode.fileUnavailable);
    const row = {
      appId: app.appId,
      appName: app.appName,
      pkgName: app.packageName,
      padCode: pad.padCode,
    };
    return {
      type: taskType.install,
      appId: app.appId,
      work() {
        pad.phone.system.install({
          packageName: app.packageName,
          label: app.appName,
          version: app.versionName,
          isSystem: false,
        });
        return 'Success';
      },
      settled: ({ taskId, error }) =>
        parts.callbacks.send(taskType.install, { taskId, apps: [{ ...row, result: !error }] }),
    };
  });
}

/** `pad/uninstallApp`: by its package, whatever the id (assumed). */
export function uninstallApp(body: JsonObject, parts: CloudParts) {
  return orderApps(body, parts, (wanted, pad) => {
    const pkgName = readText(wanted, 'pkgName');
    const row = {
      appId: asNumber(wanted.appId) ?? null,
      appName: asString(wanted.appName) ?? null,
      pkgName,
      padCode: pad.padCode,
    };
    return {
      type: taskType.uninstall,
      work() {
        if (!pad.phone.system.uninstall(pkgName)) throw new ApiFailure(110007);
        return 'Success';
      },
      settled: ({ taskId, error }) =>
        parts.callbacks.send(taskType.uninstall, { taskId, apps: row, result: !error }),
    };
  });
}

/** Each of `apps` names the pads that it is about. */
function orderApps(
  body: JsonObject,
  { pads, tasks }: CloudParts,
  orderOf: (app: JsonObject, pad: Pad) => TaskOrder,
) {
  const orders = appObjects(body).flatMap((app) =>
    readPadCodes(app).map((padCode) => {
      const pad = pads.get(padCode);
      return { ...orderOf(app, pad), pad };
    }),
  );
  return taskRows(tasks.add(orders));
}

/** `pad/startApp` */
export function startApp(body: JsonObject, parts: CloudParts) {
  return orderProcess(body, parts, taskType.startApp, 110008, ({ phone }, name) =>
    phone.system.startApp(name),
  );
}

/** `pad/stopApp` */
export function stopApp(body: JsonObject, parts: CloudParts) {
  return orderProcess(body, parts, taskType.stopApp, 110010, ({ phone }, name) =>
    phone.system.stopApp(name),
  );
}

/** `pad/restartApp` */
export function restartApp(body: JsonObject, parts: CloudParts) {
  return orderProcess(body, parts, taskType.restartApp, 110009, ({ phone }, name) => {
    phone.system.stopApp(name);
    return phone.system.startApp(name);
  });
}

function orderProcess(
  body: JsonObject,
  parts: CloudParts,
  type: number,
  failure: number,
  act: (pad: Pad, packageName: string) => boolean,
) {
  const pkgName = readText(body, 'pkgName');
  return orderEach(parts, body, (pad) => ({
    type,
    work() {
      if (!act(pad, pkgName)) throw new ApiFailure(failure);
      return 'Success';
    },
    settled: ({ taskId, status }: Task) =>
      parts.callbacks.send(type, {
        taskId,
        taskStatus: status,
        padCode: pad.padCode,
        pkgName,
      }),
  }));
}

/** `pad/listApp`: the list is the callback's `apps`, and as JSON text the task's result (assumed). */
export function listApps(body: JsonObject, parts: CloudParts) {
  const rows = (pad: Pad) =>
    pad.phone.system.packages().map(({ label, packageName, version }) => ({
      appName: label,
      pkgName: packageName,
      versionName: version,
    }));
  return orderEach(parts, body, (pad) => ({
    type: taskType.listApps,
    work: () => JSON.stringify(rows(pad)),
    settled: ({ taskId, status, result }) =>
      parts.callbacks.send(taskType.listApps, {
        taskId,
        taskStatus: status,
        padCode: pad.padCode,
        apps: result === null ? [] : (JSON.parse(result) as unknown),
      }),
  }));
}
