import { TelepadError } from 'telepad/broker';
import { ConfigurationError, readConfiguration } from './configuration.js';
import { type Demo, startDemo } from './start-demo.js';

/** How long a tidy end may take, in ms, before it is forced: more than vendors have to end sessions, which is ten seconds. */
const closingTimeMs = 12_000;

async function start(siteFolder: string): Promise<Demo> {
  return startDemo({
    ...readConfiguration(process.argv.slice(2), process.env),
    siteFolder,
    log: ({ level, message }) => {
      if (level !== 'info') console.error(message);
    },
  });
}

function explain(error: unknown): never {
  const isExpected = error instanceof ConfigurationError || error instanceof TelepadError;
  console.error(isExpected ? error.message : error);
  process.exit(1);
}

/**
 * Runs the demo in this process until a signal ends it.
 * @param siteFolder where its page was built; read before this resolves, and not needed afterwards
 */
export async function serveDemo(siteFolder: string): Promise<void> {
  const starting = start(siteFolder);
  let isClosing = false;
  const stop = async () => {
    // Whoever asks twice does not want to wait.
    if (isClosing) process.exit(0);
    isClosing = true;
    setTimeout(() => process.exit(0), closingTimeMs).unref();
    await (await starting).close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop().catch(explain));
  }
  await starting.then(({ url }) => console.log(`Telepad demo: ${url}`), explain);
}
