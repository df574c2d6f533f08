import { defineKind, LEADS_WRITE, SCOPE_TYPES } from '@callosum/kernel';

export const vendor = defineKind({
  name: 'vendor',
  discipline: 'foundation',
  prefix: 'VND',
  label: { one: 'Vendor', many: 'Vendors' },
  help: 'A firm that offers or delivers something the project rests on. Whoever manages the contract owns it.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    product: { type: 'text', label: 'Product', maxLength: 300 },
    offers: {
      type: 'choices',
      label: 'Offers',
      options: {
        ehr: 'Record system',
        departmental: 'Departmental system',
        interface: 'Interface engine',
        device: 'Devices',
        hosting: 'Hosting',
        services: 'Services',
        training: 'Training',
        staffing: 'Staff',
      },
    },
    certification: {
      type: 'text',
      label: 'Certification',
      help: 'Such as the product number in the ONC list.',
      maxLength: 300,
    },
    contact: {
      type: 'text',
      label: 'Contact',
      help: 'Name, telephone, address of their person in charge.',
      multiline: true,
    },
    references: { type: 'text', label: 'References', help: 'Sites asked, and what they said.', multiline: true },
    handlesPhi: { type: 'flag', label: 'Handles patient data', sortable: true, material: true },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Review on', sortable: true },
  },
  lifecycle: {
    initial: 'listed',
    states: {
      listed: { label: 'Listed' },
      shortlisted: { label: 'On the shortlist' },
      selected: { label: 'Selected' },
      engaged: { label: 'Under contract' },
      declined: { label: 'Declined', closed: true },
      ended: { label: 'Ended', closed: true },
    },
    moves: {
      shortlist: { label: 'Put on the shortlist', from: ['listed'], to: 'shortlisted' },
      select: { label: 'Select', from: ['shortlisted'], to: 'selected' },
      engage: { label: 'Contract signed', from: ['listed', 'selected'], to: 'engaged' },
      decline: { label: 'Decline', from: ['listed', 'shortlisted', 'selected'], to: 'declined' },
      end: { label: 'Contract ended', from: ['engaged'], to: 'ended' },
      reopen: { label: 'Consider again', from: ['declined', 'ended'], to: 'listed' },
    },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'product', 'handlesPhi', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Vendor', fields: ['title', 'product', 'offers', 'certification', 'handlesPhi'] },
    { title: 'People', fields: ['contact', 'references', 'owner', 'due'] },
  ],
});
