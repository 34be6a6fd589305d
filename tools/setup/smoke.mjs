// Packs the app as users get it and lets it prove itself: `--smoke` opens a lab, advances it, checks it and exits.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { configuredFuses, fusesOf, wrongFuses } from './packaging/fuses.mjs';
import { projectNode, root } from './paths.mjs';
import { silenceLimitMs, stream } from './process.mjs';
import { runScript, say, SetupError } from './report.mjs';
import { onVirtualScreen } from './screen.mjs';

const programs = {
  linux: 'dist/linux-unpacked/tandem',
  win32: 'dist/win-unpacked/tandem.exe',
  darwin: `dist/mac${process.arch === 'arm64' ? '-arm64' : ''}/Tandem.app/Contents/MacOS/tandem`,
};

await runScript(async () => {
  const { code } = await stream(projectNode, ['tools/setup/package.mjs', '--dir']);
  if (code !== 0) return code;
  const program = resolve(root, programs[/** @type {keyof typeof programs} */ (process.platform)]);
  if (!existsSync(program)) {
    throw new SetupError({
      happened: `Packaging made no ${program}.`,
      next: 'look at the lines of electron-builder above',
    });
  }
  const wrong = wrongFuses(configuredFuses(resolve(root, 'electron-builder.yml')), await fusesOf(program));
  if (wrong.length > 0) {
    throw new SetupError({
      happened: `The packaged program is open where it should be closed: ${wrong.join('; ')}.`,
      next: 'compare electronFuses in electron-builder.yml with what electron-builder and the runtime know',
    });
  }
  say('The fuses stand as configured.');
  const profile = mkdtempSync(join(tmpdir(), 'tandem-smoke-'));
  try {
    const command = [
      program,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${profile}`,
      '--smoke',
    ];
    const [first = '', ...rest] = command;
    const { code: answer, fellSilent } = await stream(
      ...(process.platform === 'linux' ? onVirtualScreen(command) : /** @type {const} */ ([first, rest])),
      {
        // The app must find everything inside its own package.
        env: withoutOurs(),
        silenceMs: silenceLimitMs,
      },
    );
    if (fellSilent) say(`The packaged app said nothing for ${silenceLimitMs / 60_000} minutes.`);
    else say(answer === 0 ? 'The packaged app proved itself.' : `The packaged app ended with ${answer}.`);
    return answer;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

function withoutOurs() {
  const env = { ...process.env };
  delete env.TANDEM_SQLITE_BINDING;
  delete env.ELECTRON_RUN_AS_NODE;
  return env;
}
