export { addStaff } from './add-staff.ts';
export {
  type AuthSessionView,
  createAuthSession,
  createSignInLink,
  createUser,
  createVerificationToken,
  deleteAuthSession,
  findAuthSession,
  findUser,
  findUserByEmail,
  type SignInUser,
  updateAuthSession,
  updateUser,
  useVerificationToken,
} from './sign-in.ts';
export { type AccountView, viewAccount } from './view-account.ts';
