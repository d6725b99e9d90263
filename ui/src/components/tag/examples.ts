import { examplesOf } from '../example';
import Tag from './Tag.svelte';

export default examplesOf('tag', Tag, [
  { name: 'note', props: { text: 'Alpha', kind: 'note' }, fixture: 'default' },
  { name: 'plain', props: { text: 'Not started' } },
  { name: 'caution', props: { text: 'Not enough known', kind: 'caution' } },
  { name: 'urgent', props: { text: 'Act now', kind: 'urgent' } },
]);
