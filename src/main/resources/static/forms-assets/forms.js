/*
 * Shared by all task forms: shows the briefing (as text only, never as HTML), turns local dates into typed
 * variables, and shows in German why a task was not completed.
 */

export function start(camForm) {
  const form = camForm.formElement[0];
  showBriefing(form.querySelector('[data-asv-briefing]'), camForm.taskId, form.querySelector('[data-asv-items]'));
  camForm.on('submit', () => {
    hideTrouble(form);
    typeDates(form, camForm);
    sendItems(form, camForm);
  });
  camForm.on('submit-failed', (source, details) => {
    const text = reason(details[0]);
    if (details[0]) {
      details[0].message = text; // the Tasklist shows it, too
    }
    showTrouble(form, text);
  });
}

async function showBriefing(place, taskId, itemPlace) {
  try {
    const answer = await fetch('/api/tasks/' + encodeURIComponent(taskId) + '/briefing', {
      headers: {Accept: 'application/json'},
      credentials: 'same-origin'
    });
    if (answer.ok) {
      const briefing = await answer.json();
      render(place, briefing);
      if (itemPlace) {
        renderItems(itemPlace, briefing.items);
      }
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
  briefing.snippets.forEach(snippet => parts.push(element('h4', snippet.caption), element('pre', snippet.text)));
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

/** What a form asks about each point; one of the answers needs a reason. */
const QUESTIONS = {
  client: {
    answers: [['', 'Bitte wählen …'], ['done', 'umgestellt'], ['later', 'wird später umgestellt']],
    withReason: 'later',
    reason: 'Warum später?',
    why: label => 'Warum wird ' + label + ' später umgestellt?'
  },
  finding: {
    answers: [['done', 'behoben oder geklärt; wird noch einmal geprüft'], ['overrule', 'überstimmen; eine zweite Person muss zustimmen']],
    withReason: 'overrule',
    reason: 'Warum darf der Umzug trotzdem weitergehen?',
    why: label => 'Warum darf der Umzug trotz „' + label + '“ weitergehen?'
  }
};

/** One field for each point that is answered by name: a tick, or a choice with a reason. */
function renderItems(place, items) {
  const question = QUESTIONS[place.getAttribute('data-asv-items')];
  const ask = question ? (field, item, id) => choiceField(field, item, id, question) : acceptField;
  document.querySelectorAll('[data-asv-with-items]').forEach(part => {
    part.hidden = items.length === 0;
  });
  place.replaceChildren(...items.map((item, number) => {
    const field = document.createElement('div');
    field.className = 'asv-field';
    field.dataset.asvItem = item.key;
    ask(field, item, 'item-' + number);
    if (item.detail) {
      const detail = element('p', item.detail, 'asv-help');
      detail.id = 'item-' + number + '-help';
      field.append(detail);
    }
    return field;
  }));
}

function acceptField(field, item, id) {
  const label = element('label', '', 'asv-check');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.id = id;
  label.htmlFor = id;
  describe(box, item, id);
  label.append(box, element('span', item.label));
  field.append(label);
}

function choiceField(field, item, id, question) {
  const label = element('label', item.label);
  label.htmlFor = id;
  const answer = document.createElement('select');
  answer.id = id;
  describe(answer, item, id);
  question.answers.forEach(([value, text]) => {
    const option = element('option', text);
    option.value = value;
    answer.append(option);
  });
  const reason = document.createElement('input');
  reason.type = 'text';
  reason.maxLength = 500;
  reason.hidden = true;
  reason.placeholder = question.reason;
  reason.dataset.asvReason = question.withReason;
  reason.setAttribute('aria-label', question.why(item.label));
  answer.addEventListener('change', () => {
    reason.hidden = answer.value !== question.withReason;
  });
  field.append(label, answer, reason);
}

function describe(control, item, id) {
  if (item.detail) {
    control.setAttribute('aria-describedby', id + '-help');
  }
}

/** Each answered point becomes a variable of its own; the server checks that none is missing. */
function sendItems(form, camForm) {
  form.querySelectorAll('[data-asv-item]').forEach((field, number) => {
    const box = field.querySelector('input[type=checkbox]');
    const select = field.querySelector('select');
    const answer = box ? (box.checked ? 'accepted' : '') : select.value;
    const text = field.querySelector('input[data-asv-reason]');
    const reason = text && answer === text.dataset.asvReason ? text.value : null;
    const name = 'item_' + number;
    if (!camForm.variableManager.variables[name]) {
      camForm.variableManager.createVariable({name, type: 'String', value: null});
    }
    camForm.variableManager.variableValue(name, JSON.stringify({key: field.dataset.asvItem, answer, reason}));
  });
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
