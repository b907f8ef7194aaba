/** The vendor's task types (API reference, "task/list"). */
export const taskType = {
  restart: 1000,
  reset: 1001,
  command: 1002,
  uninstall: 1004,
  stopApp: 1005,
  restartApp: 1006,
  startApp: 1007,
  screenshot: 1008,
  /** The pad downloads a file from the file centre: `v2/uploadFile`. */
  padFile: 1009,
  /** Settings of a pad; those that have no number of their own are counted here (assumed). */
  properties: 1010,
  listApps: 1011,
  install: 1013,
  /** The file centre downloads a file: `file/cache` and `app/cache`. */
  cacheFile: 2000,
} as const;

/** The vendor's `taskStatus` (fact sheet 2.10). */
export const taskStatus = { failed: -1, waiting: 1, running: 2, done: 3 } as const;
