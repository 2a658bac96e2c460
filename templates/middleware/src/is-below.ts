/** Whether a path is a folder, or something in it: `/admin/users` is below `/admin`, `/administrator` is not. */
export function isBelow(path: string, folder: string): boolean {
  const whole = folder.replace(/\/+$/, '');
  return path === whole || path.startsWith(`${whole}/`);
}
