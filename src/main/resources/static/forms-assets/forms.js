/*
 * Shared by all task forms: shows the briefing (as text only, never as HTML), turns local dates into typed
 * variables, and shows in German why a task was not completed.
 */

export function start(camForm) {
  const form = camForm.formElement[0];
  showBriefing(form.querySelector('[data-asv-briefing]'), camForm.taskId);
  camForm.on('submit', () => {
    hideTrouble(form);
    typeDates(form, camForm);
  });
  camForm.on('submit-failed', (source, details) => {
    const text = reason(details[0]);
    if (details[0]) {
      details[0].message = text; // the Tasklist shows it, too
    }
    showTrouble(form, text);
  });
}

async function showBriefing(place, taskId) {
  try {
    const answer = await fetch('/api/tasks/' + encodeURIComponent(taskId) + '/briefing', {
      headers: {Accept: 'application/json'},
      credentials: 'same-origin'
    });
    if (answer.ok) {
      render(place, await answer.json());
    } else {
      const text = answer.status === 404
        ? 'Diese Aufgabe gehört nicht zu Ihren Aufgaben.'
        : 'Die Angaben zur Aufgabe konnten nicht geladen werden (Fehler ' + answer.status + '). Bitte laden Sie die Seite neu.';
      place.replaceChildren(element('p', text, 'asv-trouble'));
    }
  } catch (e) {
    place.replaceChildren(element('p', 'Der Server ist nicht erreichbar. Bitte laden Sie die Seite später neu.', 'asv-trouble'));
  }
}

function render(place, briefing) {
  const parts = [element('h3', briefing.title), element('p', briefing.intro, 'asv-intro')];
  if (briefing.facts.length > 0) {
    const list = document.createElement('dl');
    briefing.facts.forEach(fact => list.append(element('dt', fact.label), element('dd', fact.value)));
    parts.push(list);
  }
  if (briefing.instructions.length > 0) {
    const list = document.createElement('ol');
    briefing.instructions.forEach(text => list.append(element('li', text)));
    parts.push(element('h4', 'Was ist zu tun?'), list);
  }
  briefing.tables.forEach(table => parts.push(tableOf(table)));
  briefing.links.filter(link => /^\/[^/]/.test(link.href)).forEach(link => {
    const anchor = element('a', link.label);
    anchor.href = link.href;
    anchor.target = '_blank';
    anchor.rel = 'noopener';
    const line = document.createElement('p');
    line.append(anchor);
    parts.push(line);
  });
  place.replaceChildren(...parts);
  place.setAttribute('data-asv-ready', '');
}

function tableOf(table) {
  const frame = document.createElement('div');
  frame.className = 'asv-scroll';
  const node = document.createElement('table');
  node.append(element('caption', table.caption));
  const head = node.createTHead().insertRow();
  table.columns.forEach(column => {
    const cell = element('th', column);
    cell.scope = 'col';
    head.append(cell);
  });
  const body = node.createTBody();
  table.rows.forEach(row => {
    const line = body.insertRow();
    row.forEach(value => line.append(element('td', value)));
  });
  frame.append(node);
  return frame;
}

/** A local date and time of the form becomes a variable of type Date. */
function typeDates(form, camForm) {
  form.querySelectorAll('input[data-asv-date]').forEach(input => {
    const name = input.getAttribute('data-asv-date');
    if (!camForm.variableManager.variables[name]) {
      camForm.variableManager.createVariable({name, type: 'Date', value: null});
    }
    const text = input.value.length === 16 ? input.value + ':00' : input.value;
    camForm.variableManager.variableValue(name, text || null);
  });
}

/** The engine wraps our sentence; people get the sentence alone. */
function reason(error) {
  const text = (error && error.message) || '';
  const wrapped = /Message: '([\s\S]*)'\s*$/.exec(text);
  if (wrapped) {
    return wrapped[1];
  }
  return 'Die Aufgabe konnte nicht abgeschlossen werden. Bitte versuchen Sie es noch einmal; hilft das nicht, wenden Sie sich an die Technik.';
}

function showTrouble(form, text) {
  hideTrouble(form);
  const box = element('p', text, 'asv-trouble');
  box.setAttribute('role', 'alert');
  box.setAttribute('data-asv-trouble', '');
  form.append(box);
  box.scrollIntoView({block: 'nearest'});
}

function hideTrouble(form) {
  form.querySelectorAll('[data-asv-trouble]').forEach(box => box.remove());
}

function element(name, text, className) {
  const node = document.createElement(name);
  node.textContent = text;
  if (className) {
    node.className = className;
  }
  return node;
}
