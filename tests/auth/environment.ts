// Settings the sign-in tests run under. Import it before anything of server/, which reads its settings once.
import { randomBytes } from 'node:crypto';

process.env.NODE_ENV = 'test';
process.env.KEK ??= randomBytes(32).toString('base64');
process.env.PUBLIC_ORIGIN = 'http://localhost:3000';
delete process.env.SMTP_URL;
delete process.env.SIGNUP_NEUTRAL;
delete process.env.LIMIT_FACTOR;
