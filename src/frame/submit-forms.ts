/**
 * Lets forms tell their components that they are submitted.
 *
 * A sandboxed document without leave for forms fires no `submit` event at all. Nothing is ever sent anywhere: the event
 * is all there is.
 */
export function submitForms(): void {
  addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button, input') : null;
    if (event.defaultPrevented || !isSubmitter(button) || button.form === null) return;
    event.preventDefault();
    if (button.formNoValidate || button.form.noValidate || button.form.reportValidity()) {
      button.form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter: button }));
    }
  });
}

function isSubmitter(element: Element | null): element is HTMLButtonElement | HTMLInputElement {
  return (element instanceof HTMLButtonElement || element instanceof HTMLInputElement) && (element.type === 'submit' || element.type === 'image') && !element.disabled;
}
