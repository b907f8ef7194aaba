/**
 * Every call of the account's API that the broker makes (API reference and the V2.0 specification; fact sheet 2.5
 * to 2.10). All answers have the envelope of fact sheet 2.1.
 */

export interface AccountCall {
  readonly method: 'GET' | 'POST';
  /** Of the brand ArmCloud. */
  readonly path: string;
  /** Completes "ArmCloud was asked …". */
  readonly purpose: string;
  /**
   * `none` reads and may be asked again, and for several askers at once. `harmless` may be asked again. An `order`
   * is repeated only where the vendor says that nothing came of it.
   */
  readonly effect: 'none' | 'harmless' | 'order';
  /** The last part of the path of the other brands, where it is another word than that of `path`. */
  readonly brandName?: string;
}

const read = (path: string, purpose: string, brandName?: string): AccountCall =>
  post(path, purpose, 'none', brandName);
const order = (path: string, purpose: string, brandName?: string): AccountCall =>
  post(path, purpose, 'order', brandName);

function post(
  path: string,
  purpose: string,
  effect: AccountCall['effect'],
  brandName?: string,
): AccountCall {
  return { method: 'POST', path, purpose, effect, ...(brandName !== undefined && { brandName }) };
}

const pad = '/openapi/open/pad';
const tasks = '/task-center/open/task';

export const accountCalls = {
  batchApplyToken: post('/rtc/open/room/batchApplyToken', 'for a ticket', 'harmless'),
  shareApplyToken: post(
    '/rtc/open/room/share/applyToken',
    'for a group ticket',
    'harmless',
    'shareApplyToken',
  ),
  dissolveRoom: order('/rtc/open/room/dissolveRoom', 'to stop a stream'),

  stsToken: {
    method: 'GET',
    path: '/openapi/open/token/stsToken',
    purpose: 'for an STS token',
    effect: 'harmless',
  },
  stsTokenByPadCode: post(
    '/openapi/open/token/stsTokenByPadCode',
    'for an STS token of one phone',
    'harmless',
  ),
  clearStsToken: post('/openapi/open/token/clearStsToken', 'to revoke an STS token', 'harmless'),
  clearStsTokenByPadCode: post(
    '/openapi/open/token/clearStsTokenByPadCode',
    "to revoke a phone's STS tokens",
    'harmless',
  ),

  infos: read(`${pad}/infos`, 'for the list of phones'),
  padDetails: read(`${pad}/padDetails`, 'for the state of phones'),
  modelInfo: read(`${pad}/modelInfo`, "for a phone's model"),
  padProperties: read(`${pad}/padProperties`, "for a phone's properties"),
  updatePadProperties: order(`${pad}/updatePadProperties`, "to change a phone's properties"),
  updatePadAndroidProp: order(
    `${pad}/updatePadAndroidProp`,
    "to change a phone's Android properties",
  ),
  restart: order(`${pad}/restart`, 'to restart a phone'),
  reset: order(`${pad}/reset`, 'to reset a phone'),
  asyncCmd: order(`${pad}/asyncCmd`, 'to start a command'),
  syncCmd: order(`${pad}/syncCmd`, 'to run a command'),
  screenshot: order(`${pad}/screenshot`, 'to take a screenshot'),
  generatePreview: post(`${pad}/generatePreview`, 'for a preview picture', 'harmless'),
  updateTimeZone: order(`${pad}/updateTimeZone`, 'to set the time zone'),
  updateLanguage: order(`${pad}/updateLanguage`, 'to set the language'),
  updateSIM: order(`${pad}/updateSIM`, 'to set the SIM'),
  gpsInjectInfo: order(`${pad}/gpsInjectInfo`, 'to set the location'),
  setSpeed: order(`${pad}/setSpeed`, 'to set the bandwidth'),
  adb: order(`${pad}/adb`, 'to switch ADB'),
  proxySet: order('/openapi/open/network/proxy/set', 'to set the proxy', 'setProxy'),
  proxyInfo: order('/openapi/open/network/proxy/info', 'for the proxy', 'proxyInfo'),
  listApp: order(`${pad}/listApp`, 'for the list of apps'),
  installApp: order(`${pad}/installApp`, 'to install an app'),
  uninstallApp: order(`${pad}/uninstallApp`, 'to uninstall an app'),
  startApp: order(`${pad}/startApp`, 'to start an app'),
  stopApp: order(`${pad}/stopApp`, 'to stop an app'),
  restartApp: order(`${pad}/restartApp`, 'to restart an app'),
  uploadFile: order(`${pad}/v2/uploadFile`, 'to put a file on a phone', 'uploadFileV3'),

  fileCache: order('/file-center/open/file/cache', 'to fetch a file', 'fileCache'),
  appCache: order('/file-center/open/app/cache', 'to fetch apps', 'appCache'),

  padTaskDetail: read(`${tasks}/padTaskDetail`, 'for the state of a task'),
  padExecuteTaskInfo: read(`${tasks}/padExecuteTaskInfo`, 'for the state of a task'),
  executeScriptInfo: read(`${tasks}/executeScriptInfo`, 'for the state of a task'),
  screenshotInfo: read(`${tasks}/screenshotInfo`, 'for the state of a task'),
  appOperateInfo: read(`${tasks}/appOperateInfo`, 'for the state of a task'),
  fileTaskDetail: read(`${tasks}/fileTaskDetail`, 'for the state of a task'),

  selectList: {
    method: 'GET',
    path: '/openapi/open/config/selectList',
    purpose: 'for the kinds of callbacks',
    effect: 'none',
  },
  selectCallback: {
    method: 'GET',
    path: '/openapi/open/config/selectCallback',
    purpose: 'for the callback address',
    effect: 'none',
  },
  insertCallback: order('/openapi/open/config/insertCallback', 'to add a callback address'),
  updateCallback: order('/openapi/open/config/updateCallback', 'to change the callback address'),
  deleteCallback: order('/openapi/open/config/deleteCallback', 'to delete the callback address'),
} as const satisfies Readonly<Record<string, AccountCall>>;

export type AccountCallName = keyof typeof accountCalls;

/** The services that are one back end behind different account APIs (fact sheet 2.1). */
export type ArmcloudBrand = 'armcloud' | 'vmos' | 'vsphone';

/** What the other brands put before the last part of a path (fact sheet 2.1, 2.5). */
const brandPrefix = {
  vmos: '/vcpcloud/api/padApi/',
  vsphone: '/vsphone/api/padApi/',
} as const satisfies Partial<Record<ArmcloudBrand, string>>;

/**
 * The path of a call. The other brands' documents list the token calls, `dissolveRoom`, `setProxy`, `uploadFileV3`,
 * `padTaskDetail`, `fileTaskDetail` and those below `/openapi/open/pad`; that the rest is there too, under the same
 * rule, is assumed.
 */
export function accountCallPath(brand: ArmcloudBrand, name: AccountCallName): string {
  const { path, brandName }: AccountCall = accountCalls[name];
  if (brand === 'armcloud') return path;
  return brandPrefix[brand] + (brandName ?? path.slice(path.lastIndexOf('/') + 1));
}
