/** What the lab left in a page that it serves; empty where there is no lab. */
export function labToken(): string {
  const meta = document.querySelector<HTMLMetaElement>(
    'meta[name="lab-token"]',
  );
  return meta?.content ?? '';
}
