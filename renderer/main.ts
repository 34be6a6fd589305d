import { mount } from 'svelte';
import App from './App.svelte';
import NotFound from './frame/NotFound.svelte';
import { startRouter } from './router.ts';
import { screenComponents } from './screens.ts';
import { followPreferences, preferences } from './settings/preferences.svelte.ts';
import './styles/index.css';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the app.');

// Before anything is drawn, so that the first picture has the right colors and size.
preferences.drawOn(document.documentElement);
void followPreferences();
startRouter(screenComponents, NotFound);
mount(App, { target });
