import { examplesOf, nothing } from '../example';
import BackLink from './BackLink.svelte';

export default examplesOf('back-link', BackLink, [
  { name: 'default', props: { onclick: nothing }, fixture: 'default' },
  { name: 'own text', props: { onclick: nothing, text: 'Back to the steps' } },
]);
