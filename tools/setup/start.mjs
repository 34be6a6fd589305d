// `npm start`: from a bare checkout to the app on the screen, or to its pictures where there is no screen.
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { modulesFolder, projectNode, root } from './paths.mjs';
import { projectEnv, silenceLimitMs, stream } from './process.mjs';
import { runScript, say, SetupError } from './report.mjs';
import { launchOptions, readRuntime } from './runtime/runtime.mjs';
import { onVirtualScreen } from './screen.mjs';
import { setUp } from './setup.mjs';
import { hasDisplay } from './runtime/system.mjs';

const isDevelopment = process.argv.includes('--dev');
const forApp = process.argv.slice(2).filter((arg) => arg !== '--dev');

await runScript(async () => {
  await setUp({ build: !isDevelopment });
  const { kind, electron } = readRuntime();
  const { electronPath, args, env, appDir } = launchOptions();
  if (kind === 'substitute') say(`Running on Electron ${electron}, the substitute for development and tests.`);
  if (!hasDisplay()) return showTour();
  if (isDevelopment) {
    const cli = resolve(modulesFolder, 'electron-vite/bin/electron-vite.js');
    const { code } = await stream(projectNode, [cli, 'dev', '--config', 'tools/config/electron-vite.config.ts'], {
      env: projectEnv({ ...env, ELECTRON_EXEC_PATH: electronPath, ...(args.length > 0 ? { NO_SANDBOX: '1' } : {}) }),
    });
    return code;
  }
  say('Opening Tandem. Close its window to end.');
  const { code } = await stream(electronPath, [...args, appDir, ...forApp], { env });
  return code;
});

async function showTour() {
  if (isDevelopment) {
    throw new SetupError({
      happened: 'There is no display here to develop on.',
      kept: 'everything that set-up made',
      next: 'set DISPLAY, or run `npm start` for a tour in pictures',
    });
  }
  const pictures = resolve(root, 'pictures');
  say('There is no display here, so the app runs on a virtual one and takes pictures of its screens.');
  const { code } = await stream(...onVirtualScreen([projectNode, 'tools/tour/main.ts']), {
    env: projectEnv({ TANDEM_PICTURES: pictures }),
    silenceMs: silenceLimitMs,
  });
  const count = existsSync(pictures)
    ? readdirSync(pictures, { recursive: true }).filter((file) => String(file).endsWith('.png')).length
    : 0;
  say(`${count} pictures are in ${pictures}`);
  return code;
}
