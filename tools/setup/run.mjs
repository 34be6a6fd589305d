// Runs a script of this project that opens windows: `node tools/setup/run.mjs tools/bench/main.ts --json`.
import { projectNode } from './paths.mjs';
import { projectEnv, stream } from './process.mjs';
import { runScript } from './report.mjs';
import { onVirtualScreen } from './screen.mjs';
import { setUp } from './setup.mjs';
import { hasDisplay } from './runtime/system.mjs';

await runScript(async () => {
  await setUp();
  const command = [projectNode, ...process.argv.slice(2)];
  const [program, args] = hasDisplay() ? [projectNode, process.argv.slice(2)] : onVirtualScreen(command);
  const { code } = await stream(program, args, { env: projectEnv() });
  return code;
});
