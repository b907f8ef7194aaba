import type { BrokerTools, DeviceCall } from '../../../../core/ports/broker.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';

export function appOperations({
  client,
}: DeviceContext): DeviceOperations<
  'listApps' | 'installApp' | 'uninstallApp' | 'startApp' | 'stopApp' | 'restartApp'
> {
  return {
    listApps({ phoneId }, tools) {
      const body = { padCodes: [phoneId] };
      return giveOrder({ name: 'listApp', phoneId, body, kind: 'pad' }, client, tools);
    },

    installApp({ phoneId, input: { appId, name, packageName } }, tools) {
      const app = { appId: appNumber(appId), appName: name, pkgName: packageName };
      const body = { apps: [{ ...app, padCodes: [phoneId] }] };
      return giveOrder({ name: 'installApp', phoneId, body, kind: 'pad' }, client, tools);
    },

    uninstallApp({ phoneId, input: { appId, name, packageName } }, tools) {
      const app = {
        // The reference asks for it; that the package's name is enough is assumed.
        ...(appId !== undefined && { appId: appNumber(appId) }),
        appName: name ?? packageName,
        pkgName: packageName,
      };
      const body = { apps: [{ ...app, padCodes: [phoneId] }] };
      return giveOrder({ name: 'uninstallApp', phoneId, body, kind: 'pad' }, client, tools);
    },

    startApp: operate('startApp'),
    stopApp: operate('stopApp'),
    restartApp: operate('restartApp'),
  };

  function operate(name: 'startApp' | 'stopApp' | 'restartApp') {
    return (
      { phoneId, input: { packageName } }: Pick<DeviceCall<'startApp'>, 'phoneId' | 'input'>,
      tools: BrokerTools,
    ) => {
      const body = { padCodes: [phoneId], pkgName: packageName };
      return giveOrder({ name, phoneId, body, kind: 'app' }, client, tools);
    };
  }
}

/** The reference has numbers; an account may have given its apps other ids. */
function appNumber(appId: string): number | string {
  return /^\d{1,15}$/.test(appId) ? Number(appId) : appId;
}
