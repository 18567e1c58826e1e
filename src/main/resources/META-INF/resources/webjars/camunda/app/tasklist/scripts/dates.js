// Dates as the clocks in Bavaria show them, like those in our texts and forms, in whatever zone the browser is.
const SHOWN = {
  short: { dateStyle: 'long' },
  normal: { dateStyle: 'long', timeStyle: 'short' },
  long: { dateStyle: 'full', timeStyle: 'short' }
};

function inBavaria(date, format) {
  return date ? new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', ...SHOWN[format] }).format(new Date(date)) : '';
}

function datesInBavaria(angular) {
  angular.module('ng').config(['$filterProvider', filters => {
    const register = filters.register;
    filters.register = function (name, factory) {
      if (name !== 'camDate') {
        return register.apply(this, arguments);
      }
      return register.call(this, name, ['$injector', injector => {
        const shipped = injector.invoke(factory);
        return (date, format) => SHOWN[format || 'normal'] ? inBavaria(date, format || 'normal') : shipped(date, format);
      }]);
    };
  }]);
}

datesInBavaria(window.angular);
