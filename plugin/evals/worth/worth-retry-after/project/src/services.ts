/** CRM の応答をそのまま返す。429 には Retry-After ヘッダーが付く。 */
export async function putContact(contact: { contactId: string; name: string }): Promise<Response> {
  return fetch(`https://crm.example.test/contacts/${contact.contactId}`, { method: "PUT", body: JSON.stringify(contact) });
}
