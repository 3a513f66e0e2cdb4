// The feedback of a choice is read out when it opens: an alert is announced
// when its content appears, so the content is put in again.
for (const choice of document.querySelectorAll<HTMLDetailsElement>('.choice')) {
  choice.addEventListener('toggle', () => {
    const feedback = choice.querySelector('.feedback');
    if (!choice.open || !feedback) return;
    const content = [...feedback.childNodes];
    feedback.replaceChildren();
    feedback.setAttribute('role', 'alert');
    feedback.append(...content);
  });
}
