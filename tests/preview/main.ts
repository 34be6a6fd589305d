import { FakeTransport } from '../support/fake-transport.ts';
import { previewAnswers } from './answers.ts';

// The bridge has to stand before the app is loaded, as the preload script's does.
const { theme, text, lab, site } = Object.fromEntries(new URLSearchParams(location.search));
const transport = new FakeTransport(
  previewAnswers({ hasLab: lab !== 'none', isNewSite: site === 'new', theme, textPercent: Number(text ?? 100) }),
);
window.tandem = transport;
Object.assign(window, { transport });
await import('../../renderer/main.ts');
