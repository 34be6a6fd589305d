import { LiveView } from '../../renderer/parts/live/live-view.svelte.ts';

/** A live view of one device with its owner: `deviceId` is the question, and `end` is the owner leaving. */
export function watchDevice(first: number | null, options: ConstructorParameters<typeof LiveView>[2] = {}) {
  let deviceId = $state(first);
  let view!: LiveView<'devices.read'>;
  const end = $effect.root(() => {
    view = new LiveView('devices.read', () => (deviceId === null ? null : { deviceId }), options);
  });
  return {
    view,
    end,
    ask: (next: number | null) => void (deviceId = next),
  };
}
