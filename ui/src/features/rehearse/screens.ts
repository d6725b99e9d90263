import { defineScreens } from '../../app/screens';
import Compare from './Compare.svelte';
import Rehearse from './Rehearse.svelte';
import Scene from './Scene.svelte';

export const screens = defineScreens({ rehearse: Rehearse, scene: Scene, compare: Compare });
