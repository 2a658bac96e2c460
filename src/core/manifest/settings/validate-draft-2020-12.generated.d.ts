export { validate } from '../shape/validate-manifest.generated.js';
