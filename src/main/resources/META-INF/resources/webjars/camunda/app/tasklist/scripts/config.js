// One log-in for everything: the web application's own log-in page is ours. Whose session has ended comes back to the
// task; who logged out does not.
let loggedOut = false;

function toOurLogin(event) {
  if (!window.location.hash.startsWith('#/login')) {
    return;
  }
  const root = document.querySelector('base').getAttribute('app-root').replace(/\/camunda$/, '');
  const task = loggedOut || !event || !event.oldURL ? null : /[?&]task=([^&]+)/.exec(event.oldURL);
  window.location.replace(root + (task ? '/aufgaben/' + task[1] : '/login'));
}

function keepTitle() {
  const wanted = 'ASV-Umzug – Aufgaben';
  if (document.title !== wanted) {
    document.title = wanted;
  }
}

document.addEventListener('click', event => {
  loggedOut = loggedOut || event.target.closest('.logout') !== null;
}, true);
window.addEventListener('hashchange', toOurLogin);
toOurLogin();
document.documentElement.lang = 'de';
new MutationObserver(keepTitle).observe(document.querySelector('head title'), { childList: true });
keepTitle();

export default {
  app: {
    name: 'Aufgaben',
    vendor: 'ASV-Umzug'
  },
  locales: {
    availableLocales: ['de', 'en'],
    fallbackLocale: 'de'
  },
  // The shipped shortcuts but that of a process of one's own: this file replaces the whole shipped configuration.
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: 'Aufgabe übernehmen' },
    focusFilter: { key: 'ctrl+shift+f', description: 'zur ersten Aufgabenliste' },
    focusList: { key: 'ctrl+alt+l', description: 'zur ersten Aufgabe der Liste' },
    focusForm: { key: 'ctrl+alt+f', description: 'zum ersten Feld des Formulars' }
  },
  customScripts: ['scripts/dates.js', 'scripts/offers.js', 'scripts/refusals.js'],
  disableWelcomeMessage: true
};
