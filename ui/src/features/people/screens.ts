import { defineScreens } from '../../app/screens';
import EventForm from './EventForm.svelte';
import Join from './Join.svelte';
import People from './People.svelte';
import Person from './Person.svelte';
import PersonForm from './PersonForm.svelte';

export const screens = defineScreens({
  people: People,
  person: Person,
  'person-form': PersonForm,
  join: Join,
  'event-form': EventForm,
});
