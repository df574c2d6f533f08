import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Small files written into the page as data would need a wider security policy.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  // Workers fetch what they need when they need it, as pages do.
  worker: { format: 'es' },
  server: { proxy: { '/api': { target: process.env['CALLOSUM_API'] ?? 'http://127.0.0.1:4600' } } },
});
