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

/**
 * Runs a program on this terminal. With a time limit it gets its own process group, so that a hanging window or a
 * forgotten child ends with it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, timedOut: boolean }>}
 */
export function stream(command, args, { cwd = root, env = process.env, timeoutMs = 0 } = {}) {
  return new Promise((done) => {
    const ownGroup = timeoutMs > 0 && process.platform !== 'win32';
    const child = spawn(command, args, { cwd, env, stdio: 'inherit', detached: ownGroup });
    let timedOut = false;
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
    const limit =
      timeoutMs > 0
        ? setTimeout(() => {
            timedOut = true;
            end('SIGKILL');
          }, timeoutMs)
        : undefined;
    const finish = (/** @type {number} */ code) => {
      clearTimeout(limit);
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      done({ code, timedOut });
    };
    child.on('error', () => finish(127));
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
