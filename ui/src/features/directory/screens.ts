import { defineScreens } from '../../app/screens';
import Import from './Import.svelte';
import ServiceForm from './ServiceForm.svelte';
import Services from './Services.svelte';

export const screens = defineScreens({
  services: Services,
  'service-form': ServiceForm,
  import: Import,
});
