// A question in the place of the button that needs one: what will happen, and a way back.
import { element } from './dom.js';

/** Asks below a button; resolves to whether the reader said yes. The style sheet hides what the question stands for. */
export function askAt(button, sentence, yes) {
  const asked = element('div', 'asked');
  const words = element('p', '', sentence);
  const go = element('button', 'button small danger', yes);
  const leave = element('button', 'button small', 'Leave it');
  go.type = leave.type = 'button';
  asked.role = 'group';
  asked.ariaLabel = sentence;
  asked.append(words, go, leave);
  button.parentElement.append(asked);
  leave.focus();
  return new Promise((resolve) => {
    const end = (answer) => {
      asked.remove();
      button.focus();
      resolve(answer);
    };
    go.addEventListener('click', (event) => {
      event.stopPropagation();
      end(true);
    });
    leave.addEventListener('click', (event) => {
      event.stopPropagation();
      end(false);
    });
    asked.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      // An open dialog around it stays.
      event.preventDefault();
      event.stopPropagation();
      end(false);
    });
  });
}
