import { defineScreens } from '../../app/screens';
import Action from './Action.svelte';
import ActionForm from './ActionForm.svelte';
import Actions from './Actions.svelte';

export const screens = defineScreens({
  actions: Actions,
  action: Action,
  'action-form': ActionForm,
});
