// Waits of the renderer's tests end by a state; on a busy machine the libraries' own limit of one second comes too early.
import { configure } from '@testing-library/svelte';
import { vi } from 'vitest';
import { patience } from '../../tools/config/patience.ts';

configure({ asyncUtilTimeout: patience.waitMs });
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: patience.waitMs, ...options });
