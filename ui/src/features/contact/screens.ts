import { defineScreens } from '../../app/screens';
import Ask from './Ask.svelte';
import Assess from './Assess.svelte';
import Before from './Before.svelte';
import Look from './Look.svelte';
import Picture from './Picture.svelte';
import Quick from './Quick.svelte';
import Record from './Record.svelte';
import Refer from './Refer.svelte';
import Respond from './Respond.svelte';
import Sort from './Sort.svelte';
import Tasks from './Tasks.svelte';

export const screens = defineScreens({
  quick: Quick,
  before: Before,
  tasks: Tasks,
  look: Look,
  ask: Ask,
  assess: Assess,
  respond: Respond,
  refer: Refer,
  record: Record,
  sort: Sort,
  picture: Picture,
});
