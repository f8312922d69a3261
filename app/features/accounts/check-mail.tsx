import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';

/** The same whether the address was new or taken. */
export const CheckMail = () => (
  <>
    <p>We sent you a mail. The link in it finishes your account and signs you in. It works for 24 hours.</p>
    <p className="gate-foot">
      <Link to={paths.login()} className="link">
        Back to sign in
      </Link>
    </p>
  </>
);
