// What the Tasklist reports of a refusal, in German: our doors' sentence without the wrapping that the engine gives it, and
// none of the engine's own English.
const GONE = 'Diese Aufgabe hat inzwischen jemand erledigt, oder sie wurde zurückgezogen. Sie brauchen dafür nichts mehr zu tun.';
const FAILED = 'Das ging nicht. Bitte laden Sie die Seite neu; hilft das nicht, wenden Sie sich an die Technik.';
const OF_THE_ENGINE = /\b(the|cannot|could not|does not|is null|exception|unexpected)\b|ENGINE-/i;

function inGerman(message) {
  const wrapped = /Message: '([\s\S]*)'\s*$/.exec(message);
  if (wrapped) {
    return wrapped[1];
  }
  if (/task is null|no matching task|cannot find task/i.test(message)) {
    return GONE;
  }
  return OF_THE_ENGINE.test(message) ? FAILED : message;
}

function tellInGerman(angular) {
  angular.module('ng').run(['$injector', injector => {
    const notifications = injector.get('Notifications');
    const shipped = notifications.add;
    notifications.add = function (notification) {
      if (notification && typeof notification.message === 'string') {
        notification.message = inGerman(notification.message);
      }
      return shipped.apply(this, arguments);
    };
  }]);
}

tellInGerman(window.angular);
