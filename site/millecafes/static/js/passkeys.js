/* A telephone or a fingerprint instead of a code. Without this script, or on a device that cannot, its forms stay hidden. */
(() => {
  "use strict";

  /* Browsers want bytes, the server speaks base64url. */
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const create = async ({ publicKey }) => {
    const credential = await navigator.credentials.create({ publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
    } });
    const { clientDataJSON, attestationObject } = credential.response;
    const transports = credential.response.getTransports ? credential.response.getTransports() : [];
    return said(credential, { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject), transports });
  };

  const get = async ({ publicKey }) => {
    const credential = await navigator.credentials.get({ publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    } });
    const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
    return said(credential, {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  };

  const said = (credential, response) => ({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });

  const optionsOf = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  };

  const ready = (form) => {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const status = form.querySelector("[data-passkey-status]");
      status.textContent = "";
      try {
        const ask = form.dataset.passkey === "create" ? create : get;
        form.elements.credential.value = JSON.stringify(await ask(await optionsOf(form)));
      } catch (fault) {
        status.textContent = fault.name === "InvalidStateError" ? status.dataset.known : status.dataset.fault;
        return;
      }
      form.submit();
    });
  };

  /* A passkey belongs to a name: there is none for a bare number, as 127.0.0.1. */
  const possible = window.PublicKeyCredential && !/^[\d.]+$|:/.test(location.hostname);
  for (const form of possible ? document.querySelectorAll("form[data-passkey]") : []) ready(form);
  for (const note of document.querySelectorAll("[data-passkey-none]")) note.hidden = Boolean(possible);
})();
