import { mount } from '@callosum/web';

const root = document.getElementById('root');
if (root) void mount(root, async () => (await import('./declarations.ts')).declarations);
