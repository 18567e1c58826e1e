/*
 * Shared by all task forms: shows the briefing (as text only, never as HTML), turns local dates into typed
 * variables, and shows in German why a task was not completed.
 */

export function start(camForm) {
  const form = camForm.formElement[0];
  const draft = keepDraft(form, camForm.taskId);
  draft.restore();
  showBriefing(form.querySelector('[data-asv-briefing]'), camForm.taskId, form.querySelector('[data-asv-items]')).then(draft.restore);
  watchTask(form, camForm.taskId);
  showHolder(form, camForm.taskId);
  let refusal = null; // of the password; reported as a form that could not be sent
  camForm.on('submit', event => {
    hideTrouble(form);
    refusal = confirmPassword(form);
    if (refusal) {
      event.submitPrevented = true;
      showTrouble(form, refusal);
      return;
    }
    refusal = typeDates(form, camForm);
    if (refusal) {
      event.submitPrevented = true;
      showTrouble(form, refusal);
      return;
    }
    sendItems(form, camForm);
    sendShown(form, camForm);
  });
  camForm.on('submit-success', draft.forget);
  camForm.on('submit-success', () => focusNext(form));
  camForm.on('submit-failed', (source, details) => {
    const text = refusal || reason(details[0]);
    if (details[0]) {
      details[0].message = text; // the Tasklist shows it, too
    }
    if (text.includes('noch einmal Ihr Kennwort')) {
      askPassword(form);
    }
    showTrouble(form, text);
  });
}

/**
 * Keeps what is typed on this computer until the task is done: a changed tab, an ended session or a closed window
 * loses nothing. Never a password; after a day it is forgotten.
 */
function keepDraft(form, taskId) {
  const key = 'asv-draft-' + taskId;
  const DAY = 24 * 3600 * 1000;
  const nameOf = field => (field.closest('[data-asv-item]') ? field.closest('[data-asv-item]').dataset.asvItem + '/' : '') + (field.name || field.tagName + (field.dataset.asvReason || ''));
  const fields = () => [...form.querySelectorAll('input, select, textarea')].filter(field => field.type !== 'password');
  const stored = name => {
    try {
      return JSON.parse(localStorage.getItem(name)) || {};
    } catch (e) {
      return {}; // a browser that keeps nothing, or something that is not ours
    }
  };
  const attempt = act => {
    try {
      act();
    } catch (e) {
      // The form works without.
    }
  };
  const forget = () => attempt(() => localStorage.removeItem(key));
  attempt(() => Object.keys(localStorage)
    .filter(name => name.startsWith('asv-draft-') && !(stored(name).at > Date.now() - DAY))
    .forEach(name => localStorage.removeItem(name)));
  const read = () => stored(key).values || {};
  let restoring = false;
  let typed = false;
  const save = () => {
    if (restoring) {
      return;
    }
    typed = true;
    const values = read(); // points that are not shown yet keep theirs
    fields().forEach(field => {
      values[nameOf(field)] = field.type === 'checkbox' ? field.checked : field.value;
    });
    attempt(() => localStorage.setItem(key, JSON.stringify({at: Date.now(), values})));
  };
  form.addEventListener('input', save);
  form.addEventListener('change', save);
  const restore = () => {
    const kept = read();
    restoring = true;
    // What somebody has typed meanwhile is newer than what was kept.
    fields().filter(field => !typed || field.closest('[data-asv-item]')).forEach(field => {
      const value = kept[nameOf(field)];
      const property = field.type === 'checkbox' ? 'checked' : 'value';
      if (value === undefined || value === field[property]) {
        return;
      }
      field[property] = value;
      field.dispatchEvent(new Event('input', {bubbles: true}));
      field.dispatchEvent(new Event('change', {bubbles: true}));
    });
    restoring = false;
  };
  return {restore, forget};
}

/** Says before somebody types on that the session has ended, or that the task is done or somebody else's by now. */
function watchTask(form, taskId) {
  const EVERY = 20000;
  const timer = setInterval(async () => {
    if (!form.isConnected) {
      clearInterval(timer);
      return;
    }
    // The header: a form that is only open does not keep the session going.
    const answer = await fetch('/api/tasks/' + encodeURIComponent(taskId) + '/holder', {
      headers: {Accept: 'application/json', 'X-Asv-Renewal': '1'},
      credentials: 'same-origin'
    }).catch(() => null);
    if (!answer) {
      return; // the next look may reach it
    }
    let text = '';
    if (answer.status === 401) {
      text = 'Ihre Sitzung ist beendet. Was Sie getippt haben, ist auf diesem Rechner aufgehoben. Bitte melden Sie sich neu an; dann steht es wieder hier.';
    } else if (answer.status === 404) {
      text = 'Diese Aufgabe hat inzwischen jemand erledigt, oder sie wurde zurückgezogen. Sie brauchen dafür nichts mehr zu tun.';
    } else if (answer.ok) {
      const holder = await answer.json();
      if (holder.assignee && !holder.mine && !form.parentNode.querySelector('.asv-holder') && !document.querySelector('.asv-holder')) {
        text = 'Diese Aufgabe hat jetzt ' + holder.assignee + '. Bitte laden Sie die Seite neu.';
      }
    }
    const shown = document.querySelector('[data-asv-watch]');
    if (shown) {
      shown.remove();
    }
    if (text) {
      const box = element('p', text, 'asv-trouble');
      box.setAttribute('role', 'alert');
      box.setAttribute('data-asv-watch', '');
      if (answer.status === 401) {
        const link = element('a', 'Neu anmelden');
        link.href = '/aufgaben/' + encodeURIComponent(taskId);
        box.append(' ', link);
      }
      form.prepend(box);
    }
  }, EVERY);
}

/** The server asks for the password again before some decisions; the field comes with its refusal. */
function askPassword(form) {
  if (form.querySelector('[data-asv-password]')) {
    return;
  }
  const field = document.createElement('div');
  field.className = 'asv-field';
  const label = element('label', 'Ihr Kennwort, noch einmal');
  label.htmlFor = 'asv-password';
  const input = document.createElement('input');
  input.type = 'password';
  input.id = 'asv-password';
  input.autocomplete = 'current-password';
  input.maxLength = 256;
  input.setAttribute('data-asv-password', '');
  field.append(label, input);
  atTheEndOfTheQuestions(form, field);
  input.focus();
}

/** Sends it before the form, and waits: the Tasklist sends the form right after. Returns what went wrong. */
function confirmPassword(form) {
  const input = form.querySelector('[data-asv-password]');
  if (!input) {
    return null;
  }
  const request = new XMLHttpRequest();
  request.open('POST', '/kennwort/bestaetigung', false);
  request.setRequestHeader('Content-Type', 'application/json');
  try {
    request.send(JSON.stringify({password: input.value}));
  } catch (e) {
    return 'Der Server ist nicht erreichbar. Bitte versuchen Sie es später noch einmal.';
  }
  input.value = '';
  if (request.status === 204) {
    return null;
  }
  try {
    return JSON.parse(request.responseText).detail;
  } catch (e) {
    return 'Das Kennwort konnte nicht geprüft werden (Fehler ' + request.status + ').';
  }
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
      if (briefing.shown) {
        (place.closest('form') || document.body).dataset.asvShown = briefing.shown;
      }
      closeChoices(place.closest('form') || document, briefing.closed);
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

/** A way to take a task that is free, or from a colleague who went home. */
async function showHolder(form, taskId) {
  const address = '/api/tasks/' + encodeURIComponent(taskId);
  const answer = await fetch(address + '/holder', {headers: {Accept: 'application/json'}, credentials: 'same-origin'}).catch(() => null);
  const holder = answer && answer.ok ? await answer.json() : {};
  if (!answer || !answer.ok || holder.mine) {
    return;
  }
  const box = element('div', '', 'asv-holder');
  if (!holder.assignee && !holder.refusal) {
    const button = element('button', 'Aufgabe übernehmen', 'asv-take-over');
    button.type = 'button';
    button.addEventListener('click', () => takeOver(address, box, button));
    box.append(element('p', 'Diese Aufgabe hat noch niemand. Übernehmen Sie sie, dann können Sie antworten.'), button);
    goneWhenTaken(form, box);
  } else if (holder.refusal) {
    box.append(element('p', holder.refusal));
  } else {
    const button = element('button', 'An mich ziehen', 'asv-take-over');
    button.type = 'button';
    button.addEventListener('click', () => takeOver(address, box, button));
    box.append(element('p', 'Diese Aufgabe hat ' + holder.assignee + ' übernommen. Ist ' + holder.assignee + ' nicht mehr da, können Sie sie an sich ziehen; das steht im Protokoll, und ' + holder.assignee + ' bekommt eine Mail.'), button);
  }
  // Outside of the form, which the Tasklist disables as long as the task is somebody else's.
  (form.closest('.disabled-form') || form).before(box);
}

/** The Tasklist has a link of its own to take a task; it enables the form as it stands. */
function goneWhenTaken(form, box) {
  const frame = form.closest('.disabled-form');
  if (frame) {
    const watch = new MutationObserver(() => {
      if (!frame.classList.contains('disabled-form')) {
        watch.disconnect();
        box.remove();
      }
    });
    watch.observe(frame, {attributes: true, attributeFilter: ['class']});
  }
}

async function takeOver(address, box, button) {
  button.disabled = true;
  const answer = await fetch(address + '/take-over', {
    method: 'POST',
    headers: {Accept: 'application/json', 'Content-Type': 'application/json'},
    credentials: 'same-origin',
    body: '{}'
  }).catch(() => null);
  if (answer && answer.ok) {
    location.reload();
    return;
  }
  button.disabled = false;
  let text = 'Der Server ist nicht erreichbar. Bitte versuchen Sie es später noch einmal.';
  if (answer) {
    text = await answer.json().then(problem => problem.detail, () => 'Das ging nicht (Fehler ' + answer.status + '). Bitte laden Sie die Seite neu.');
  }
  const trouble = element('p', text, 'asv-trouble');
  trouble.setAttribute('role', 'alert');
  box.querySelectorAll('.asv-trouble').forEach(old => old.remove());
  box.append(trouble);
}

/** What to know and to do stands above the questions; what to look up stands below them. */
function render(place, briefing) {
  const above = [element('h3', briefing.title), element('p', briefing.intro, 'asv-intro')];
  if (briefing.facts.length > 0) {
    const list = document.createElement('dl');
    briefing.facts.forEach(fact => list.append(element('dt', fact.label), element('dd', fact.value)));
    above.push(list);
  }
  if (briefing.instructions.length > 0) {
    const list = document.createElement('ol');
    briefing.instructions.forEach(text => list.append(element('li', text)));
    above.push(element('h4', 'Was ist zu tun?'), list);
  }
  const below = details(briefing);
  const form = place.closest('form');
  form.querySelectorAll('[data-asv-details]').forEach(old => old.remove());
  if (below.length > 0) {
    const heading = element('h4', 'Einzelheiten');
    heading.id = 'asv-details-' + (form.name || 'form');
    heading.tabIndex = -1;
    const jump = element('button', 'Einzelheiten ansehen (unter den Fragen)', 'asv-jump');
    jump.type = 'button';
    // A link to an anchor would lead the Tasklist elsewhere: it keeps its state behind the #.
    jump.addEventListener('click', () => {
      heading.scrollIntoView({block: 'start'});
      heading.focus();
    });
    above.push(jump);
    const section = document.createElement('section');
    section.setAttribute('data-asv-details', '');
    section.setAttribute('aria-labelledby', heading.id);
    section.append(heading, ...below);
    form.append(section);
  }
  place.replaceChildren(...above);
  place.setAttribute('data-asv-ready', '');
}

/** Texts to copy, figures and links. */
function details(briefing) {
  const parts = [];
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
  return parts;
}

/** The end of what is asked: above the details, which may be long. */
function atTheEndOfTheQuestions(form, node) {
  const below = form.querySelector('[data-asv-details]');
  if (below) {
    below.before(node);
  } else {
    form.append(node);
  }
}

/**
 * The Tasklist takes the form away when the task is done and leaves the focus nowhere. Whoever works with the
 * keyboard goes on at the list: at its first task, or at the list itself if nothing is left.
 */
function focusNext(form) {
  const gone = new MutationObserver(() => {
    if (form.isConnected) {
      return;
    }
    gone.disconnect();
    if (document.activeElement && document.activeElement !== document.body) {
      return; // somebody has gone on already
    }
    const list = document.querySelector('ol.tasks-list');
    const next = list && (list.querySelector('li a') || list);
    if (next) {
      if (next === list) {
        list.tabIndex = -1;
      }
      next.focus();
    }
  });
  gone.observe(document.body, {childList: true, subtree: true});
}

/** What is not possible in this case is not offered; a table of the briefing says why. */
function closeChoices(form, closed) {
  closed.forEach(choice => {
    form.querySelectorAll('select').forEach(select => {
      const option = select.name === choice.field && [...select.options].find(one => one.value === choice.value);
      if (!option) {
        return;
      }
      const chosen = option.selected;
      option.remove();
      if (chosen) { // kept from an earlier look at the form
        select.value = '';
        select.dispatchEvent(new Event('change', {bubbles: true}));
      }
    });
  });
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

/** What the form has shown of that which is decided: the answer counts for that only. */
function sendShown(form, camForm) {
  const shown = form.dataset.asvShown;
  if (!shown) {
    return;
  }
  const name = 'shownState';
  if (!camForm.variableManager.variables[name]) {
    camForm.variableManager.createVariable({name, type: 'String', value: null});
  }
  camForm.variableManager.variableValue(name, shown);
}

/**
 * A date and time of the form becomes a variable of type Date. It is meant as the clocks in Bavaria show it, in
 * whatever zone the browser is. Returns what is wrong with it.
 */
function typeDates(form, camForm) {
  for (const input of form.querySelectorAll('input[data-asv-date]')) {
    const name = input.getAttribute('data-asv-date');
    if (!camForm.variableManager.variables[name]) {
      camForm.variableManager.createVariable({name, type: 'Date', value: null});
    }
    const moments = input.value ? momentsInBavaria(input.value) : [];
    if (input.value && moments.length !== 1) {
      return moments.length === 0
        ? 'Die Zeit ' + german(input.value) + ' gibt es nicht: In dieser Nacht beginnt die Sommerzeit, auf 1:59 Uhr folgt 3:00 Uhr. Bitte wählen Sie eine Zeit davor oder danach.'
        : 'Die Zeit ' + german(input.value) + ' gibt es zweimal: In dieser Nacht endet die Sommerzeit. Bitte wählen Sie eine Zeit vor 2 Uhr oder ab 3 Uhr.';
    }
    // In world time: to a text without, the Tasklist would add the browser's own offset. Set here, as variableValue()
    // takes such texts only.
    camForm.variableManager.variable(name).value = moments.length ? new Date(moments[0]).toISOString() : null;
  }
  return null;
}

/** The moments at which the clocks in Bavaria show that time: none or two in the nights in which they are changed. */
function momentsInBavaria(text) {
  const shown = Date.parse(text + 'Z'); // as if it were world time
  return [2, 1].map(hours => shown - hours * 3600000).filter(moment => shownInBavaria(moment) === shown);
}

function shownInBavaria(moment) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin', hourCycle: 'h23',
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'
  }).formatToParts(new Date(moment));
  const part = type => Number(parts.find(each => each.type === type).value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

function german(text) {
  const [day, time] = text.split('T');
  return day.split('-').reverse().join('.') + ', ' + time + ' Uhr';
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
  atTheEndOfTheQuestions(form, box);
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
