import { foundation } from '@callosum/foundation';
import { foundationViews } from '@callosum/foundation/web';
import { organisation } from '@callosum/organisation';
import { planning } from '@callosum/planning';
import { safety } from '@callosum/safety';
import { mount } from '@callosum/web';

const root = document.getElementById('root');
if (root) mount(root, [foundation, organisation, planning, safety], [foundationViews]);
