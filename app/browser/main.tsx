import { adoption } from '@callosum/adoption';
import { compliance } from '@callosum/compliance';
import { foundation } from '@callosum/foundation';
import { foundationViews } from '@callosum/foundation/web';
import { golive } from '@callosum/golive';
import { interoperability } from '@callosum/interoperability';
import { organisation } from '@callosum/organisation';
import { planning } from '@callosum/planning';
import { safety } from '@callosum/safety';
import { mount } from '@callosum/web';

const root = document.getElementById('root');
if (root)
  mount(
    root,
    [foundation, organisation, planning, compliance, adoption, interoperability, safety, golive],
    [foundationViews],
  );
