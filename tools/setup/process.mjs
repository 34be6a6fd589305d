import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';
import { modulesFolder, root } from './paths.mjs';

/** The environment in which the project's tools and its own Node come first, as `npm run` has it. @returns {NodeJS.ProcessEnv} */
export function projectEnv(/** @type {NodeJS.ProcessEnv} */ extra = {}) {
  const path = [resolve(modulesFolder, '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/**
 * Runs a program and collects what it says. Never throws for a failing program: the caller knows what it means.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function collect(command, args, { cwd = root, env = process.env, timeoutMs = 0, shell = false } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    const limit = timeoutMs > 0 ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined;
    child.stdout.on('data', (text) => (stdout += String(text)));
    child.stderr.on('data', (text) => (stderr += String(text)));
    child.on('error', (error) => done({ code: 127, stdout, stderr: `${stderr}${error.message}` }));
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      done({ code: code ?? 1, stdout, stderr: signal ? `${stderr}\nended by ${signal}` : stderr });
    });
  });
}

/** A program that says nothing for so long has stopped working. How long it takes in all, tells of the machine only. */
export const silenceLimitMs = 15 * 60_000;

/**
 * Calls `fellSilent` once when nothing was heard for so long. Zero listens for ever.
 * @param {number} silenceMs
 * @param {() => void} fellSilent
 */
export function listenForSilence(silenceMs, fellSilent) {
  const timer = silenceMs > 0 ? setTimeout(fellSilent, silenceMs) : undefined;
  return { heard: () => void timer?.refresh(), stop: () => clearTimeout(timer) };
}

/** What `step` repeats by the clock while it waits shows that a program lives, not that it gets anywhere. */
export const isOnlyAlive = (/** @type {string} */ text) => /^(\s*still at it, [\d.]+ s\s*)+$/.test(text);

/**
 * Runs a program on this terminal. With a limit for its silence what it says passes through here, and it gets its own process
 * group, so that a hanging window or a forgotten child ends with it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, silenceMs?: number }} [options]
 * @returns {Promise<{ code: number, fellSilent: boolean }>}
 */
export function stream(command, args, { cwd = root, env = process.env, silenceMs = 0 } = {}) {
  return new Promise((done) => {
    const isHeard = silenceMs > 0;
    const ownGroup = isHeard && process.platform !== 'win32';
    // Behind a pipe a program does not see the terminal, which shows colors all the same.
    const colors = isHeard && process.stdout.isTTY && !env.NO_COLOR ? { FORCE_COLOR: '1' } : {};
    const child = spawn(command, args, {
      cwd,
      env: { ...env, ...colors },
      stdio: isHeard ? ['inherit', 'pipe', 'pipe'] : 'inherit',
      detached: ownGroup,
    });
    let fellSilent = false;
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      try {
        if (ownGroup && child.pid) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch (error) {
        // It ended by itself between the decision and the signal.
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
      }
    };
    const interrupt = () => end('SIGTERM');
    if (ownGroup) process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    const silence = listenForSilence(silenceMs, () => {
      fellSilent = true;
      end('SIGKILL');
    });
    for (const [from, to] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      from?.on('data', (chunk) => {
        if (!isOnlyAlive(String(chunk))) silence.heard();
        to.write(chunk);
      });
    }
    const finish = (/** @type {number} */ code) => {
      silence.stop();
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      done({ code, fellSilent });
    };
    child.on('error', () => finish(127));
    // A child of the program that lives on keeps its pipes open; what was said until now has arrived by then.
    child.on('exit', (code) => setTimeout(() => finish(code ?? 1), 2_000).unref());
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Runs npm, found through the variable that npm itself sets, because on Windows a bare `npm` cannot be spawned.
 * @param {string[]} args
 * @param {{ cwd?: string }} [options]
 */
export function npm(args, { cwd = root } = {}) {
  const cli = process.env.npm_execpath;
  const quiet = [...args, '--no-update-notifier', '--no-fund', '--no-audit'];
  return cli && /\.c?js$/.test(cli)
    ? collect(process.execPath, [cli, ...quiet], { cwd })
    : collect('npm', quiet, { cwd, shell: process.platform === 'win32' });
}
