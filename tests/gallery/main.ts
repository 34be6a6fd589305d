import { mount } from 'svelte';
import '../../renderer/styles/index.css';
import Gallery from './Gallery.svelte';

// The address chooses what is shown: ?page=list&theme=dark&text=150.
const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
document.documentElement.style.fontSize = `${query.get('text') ?? '100'}%`;
const target = document.getElementById('app');
if (target) mount(Gallery, { target, props: { page: query.get('page') ?? 'home', open: query.get('open') ?? '' } });
