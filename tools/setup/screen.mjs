/**
 * A command as it runs on a screen of its own, large enough for a full-size window with room around it.
 * @param {string[]} command
 * @returns {[program: string, args: string[]]}
 */
export function onVirtualScreen(command) {
  return ['xvfb-run', ['-a', '--server-args=-screen 0 2560x1440x24 -nolisten tcp', ...command]];
}
