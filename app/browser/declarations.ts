import { adoption } from '@callosum/adoption';
import { adoptionViews } from '@callosum/adoption/web';
import { compliance } from '@callosum/compliance';
import { foundation } from '@callosum/foundation';
import { foundationViews } from '@callosum/foundation/web';
import { golive } from '@callosum/golive';
import { interoperability } from '@callosum/interoperability';
import { interoperabilityViews } from '@callosum/interoperability/web';
import { organisation } from '@callosum/organisation';
import { planning } from '@callosum/planning';
import { planningViews } from '@callosum/planning/web';
import { safety } from '@callosum/safety';
import { safetyViews } from '@callosum/safety/web';
import { type Declarations, declare } from '@callosum/web/views';

/** What the browser's application is made of; fetched apart, since nobody needs it before he has signed in. */
export const declarations: Declarations = declare(
  [foundation, organisation, planning, compliance, adoption, interoperability, safety, golive],
  [foundationViews, adoptionViews, planningViews, safetyViews, interoperabilityViews],
);
