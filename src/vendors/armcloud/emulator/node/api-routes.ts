import type { JsonObject } from '../../../../core/json.js';
import type { CloudRequest } from '../../../../core/ports/emulator.js';
import * as apps from './app-calls.js';
import { applyToken } from './apply-token.js';
import { batchApplyToken } from './batch-apply-token.js';
import { brandOperation } from './brand-paths.js';
import type { CloudParts } from './cloud-parts.js';
import * as commands from './command-calls.js';
import * as files from './file-calls.js';
import * as queries from './pad-queries.js';
import * as pictures from './picture-calls.js';
import * as power from './power-orders.js';
import { dissolveRoom } from './room-calls.js';
import * as settings from './setting-orders.js';
import { sdkShareApplyToken, shareApplyToken } from './share-calls.js';
import * as sts from './sts-calls.js';
import * as tasks from './task-calls.js';

/** One operation: its `data` for the request's JSON. Throws ApiFailure for everything else. */
export type ApiCall = (body: JsonObject, parts: CloudParts, request: CloudRequest) => unknown;

export interface ApiRoute {
  readonly method: 'GET' | 'POST';
  /** `keys`: signed with the account's keys. `browser`: an STS token, which the call itself looks at. */
  readonly access: 'keys' | 'browser';
  readonly call: ApiCall;
}

function get(call: ApiCall): ApiRoute {
  return { method: 'GET', access: 'keys', call };
}

function post(call: ApiCall): ApiRoute {
  return { method: 'POST', access: 'keys', call };
}

function browser(call: ApiCall): ApiRoute {
  return { method: 'POST', access: 'browser', call };
}

/** Each under its folder's paths; the newer documents moved the file centre (fact sheet 2.10). */
const folders: readonly (readonly [paths: readonly string[], routes: Record<string, ApiRoute>])[] =
  [
    [
      ['/rtc/open/room/'],
      {
        batchApplyToken: post(batchApplyToken),
        'share/applyToken': post(shareApplyToken),
        dissolveRoom: post(dissolveRoom),
        applyToken: browser(applyToken),
        'sdk/share/applyToken': browser(sdkShareApplyToken),
      },
    ],
    [['/sdk/rtc/open/room/'], { 'sdk/share/applyToken': browser(sdkShareApplyToken) }],
    [
      ['/openapi/open/token/'],
      {
        stsToken: get(sts.issueStsToken),
        stsTokenByPadCode: post(sts.issuePadStsToken),
        clearStsToken: post(sts.clearStsToken),
        clearStsTokenByPadCode: post(sts.clearPadStsTokens),
      },
    ],
    [
      ['/openapi/open/pad/'],
      {
        infos: post(queries.padInfos),
        padDetails: post(queries.padDetails),
        modelInfo: post(queries.modelInfo),
        padProperties: post(queries.padProperties),
        updatePadProperties: post(settings.updateProperties),
        updatePadAndroidProp: post(power.updateAndroidProperties),
        restart: post(power.restart),
        reset: post(power.reset),
        replacePad: post(power.reset),
        asyncCmd: post(commands.asyncCommand),
        syncCmd: post(commands.syncCommand),
        screenshot: post(pictures.screenshot),
        generatePreview: post(pictures.generatePreview),
        getLongGenerateUrl: post(pictures.longPreviewUrl),
        gpsInjectInfo: post(settings.injectLocation),
        adb: post(settings.switchAdb),
        setSpeed: post(settings.setSpeed),
        updateTimeZone: post(settings.updateTimeZone),
        updateLanguage: post(settings.updateLanguage),
        updateSIM: post(settings.updateSim),
        listApp: post(apps.listApps),
        installApp: post(apps.installApp),
        uninstallApp: post(apps.uninstallApp),
        startApp: post(apps.startApp),
        stopApp: post(apps.stopApp),
        restartApp: post(apps.restartApp),
        'v2/uploadFile': post(files.uploadFile),
      },
    ],
    [['/openapi/open/device/'], { powerReset: post(power.powerReset) }],
    [
      ['/openapi/open/network/proxy/'],
      { set: post(settings.setProxy), info: post(settings.proxyInfo) },
    ],
    [
      ['/file-center/open/file/', '/openapi/open/file/'],
      { cache: post(files.cacheFile), list: post(files.listFiles) },
    ],
    [
      ['/file-center/open/app/', '/openapi/open/app/'],
      {
        cache: post(apps.cacheApps),
        list: post(apps.listStoredApps),
        detail: post(apps.storedApp),
      },
    ],
    [
      ['/task-center/open/task/'],
      {
        padTaskDetail: post(tasks.padTasks),
        executeScriptInfo: post(tasks.padTasks),
        screenshotInfo: post(tasks.padTasks),
        appOperateInfo: post(tasks.padTasks),
        padExecuteTaskInfo: post(tasks.padTasks),
        fileTaskDetail: post(tasks.fileTasks),
        cacheFileResult: post(tasks.cacheResult),
        list: post(tasks.listTasks),
      },
    ],
    [
      ['/openapi/open/config/'],
      {
        selectList: get((_body, { callbacks }) => callbacks.list()),
        selectCallback: get((_body, { callbacks }) => callbacks.selected()),
        insertCallback: post((body, { callbacks }) => callbacks.insert(body)),
        updateCallback: post((body, { callbacks }) => callbacks.update(body)),
        deleteCallback: post((_body, { callbacks }) => callbacks.clear()),
      },
    ],
  ];

const routes: ReadonlyMap<string, ApiRoute> = new Map(
  folders.flatMap(([paths, calls]) =>
    paths.flatMap((path) =>
      Object.entries(calls).map(([name, route]) => [path + name, route] as const),
    ),
  ),
);

/** Where a brand's last name is not the path's own (brand documents and assumed). */
const brandNames: Readonly<Record<string, string>> = {
  shareApplyToken: '/rtc/open/room/share/applyToken',
  setProxy: '/openapi/open/network/proxy/set',
  proxyInfo: '/openapi/open/network/proxy/info',
  fileCache: '/file-center/open/file/cache',
  fileList: '/file-center/open/file/list',
  appCache: '/file-center/open/app/cache',
  appList: '/file-center/open/app/list',
  taskList: '/task-center/open/task/list',
};

const uploadFileV3 = post(files.uploadFromAddress);

/** Last names that mean one operation only. */
const plainFolders =
  /^\/(?:openapi\/open\/(?:token|pad|device|config)|task-center\/open\/task|rtc\/open\/room)\/(?:v2\/)?(\w+)$/;

const brandRoutes: ReadonlyMap<string, ApiRoute> = new Map(
  [...routes].flatMap(([path, route]) => {
    const [, name] = plainFolders.exec(path) ?? [];
    return name === undefined || name === 'list' || route.access === 'browser'
      ? []
      : [[name, route] as const];
  }),
);

export function findRoute(path: string): ApiRoute | undefined {
  const name = brandOperation(path);
  if (name === undefined) return routes.get(path);
  if (name === 'uploadFileV3') return uploadFileV3;
  const own = Object.hasOwn(brandNames, name) ? brandNames[name] : undefined;
  return own === undefined ? brandRoutes.get(name) : routes.get(own);
}

/** Every path, for the documentation's test. */
export const routePaths: readonly string[] = [...routes.keys()];
