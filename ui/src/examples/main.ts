import '../styles/main.scss';
import { mount } from 'svelte';
import Examples from './Examples.svelte';

const target = document.getElementById('app');
if (target) mount(Examples, { target });
