// One log-in for everything: the web application's own log-in page is ours.
function toOurLogin() {
  if (window.location.hash.startsWith('#/login')) {
    window.location.replace(document.querySelector('base').getAttribute('app-root').replace(/\/camunda$/, '') + '/login');
  }
}

function keepTitle() {
  const wanted = 'ASV-Umzug – Betrieb';
  if (document.title !== wanted) {
    document.title = wanted;
  }
}

window.addEventListener('hashchange', toOurLogin);
toOurLogin();
document.documentElement.lang = 'de';
new MutationObserver(keepTitle).observe(document.querySelector('head title'), { childList: true });
keepTitle();

export default {
  app: {
    name: 'Betrieb',
    vendor: 'ASV-Umzug'
  },
  locales: {
    availableLocales: ['de', 'en'],
    fallbackLocale: 'de'
  },
  disableWelcomeMessage: true
};
