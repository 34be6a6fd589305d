import { mount } from 'svelte';
import App from './App.svelte';
import NotFound from './frame/NotFound.svelte';
import { startRouter } from './router.ts';
import { screenComponents } from './screens.ts';
import { followPreferences, preferences } from './settings/preferences.svelte.ts';
import { copyDetails } from './parts/copy/copy-text.ts';
import { details } from './ui/feedback/details.svelte.ts';
import './styles/index.css';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the app.');

// Before anything is drawn, so that the first picture has the right colors and size.
preferences.drawOn(document.documentElement);
void followPreferences();
details.copy = copyDetails;
startRouter(screenComponents, NotFound);
mount(App, { target });
