import { examplesOf, nothing } from '../example';
import TaskList from './TaskList.svelte';

export default examplesOf('task-list', TaskList, [
  {
    name: 'default',
    props: {
      id: 'task-list',
      tasks: [
        { title: 'Company Directors', status: 'Completed', onclick: nothing },
        {
          title: 'Registered company details',
          status: 'Incomplete',
          kind: 'note',
          onclick: nothing,
        },
        { title: 'Business plan', status: 'Incomplete', kind: 'note', onclick: nothing },
      ],
    },
    fixture: 'default',
  },
  {
    name: 'the six steps',
    props: {
      id: 'steps',
      tasks: [
        { title: '1 Look and listen', status: '3 things noted', onclick: nothing },
        {
          title: '2 Ask',
          status: 'Not now: look and listen only',
          hint: 'Somebody may be able to hear.',
        },
        { title: '3 Assess risk', status: 'Started', kind: 'note', onclick: nothing },
        { title: '4 Respond', status: 'Not started', kind: 'plain', onclick: nothing },
        { title: '5 Refer', status: 'Not started', kind: 'plain', onclick: nothing },
        { title: '6 Record', status: 'Not started', kind: 'plain', onclick: nothing },
      ],
    },
  },
]);
