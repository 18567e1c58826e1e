// What the engine refuses to everybody is offered to nobody: comments, and processes and tasks of one's own. Diagram and
// history of the engine are for those who have Cockpit: for all others they are empty or refused.
const FOR_NOBODY = ['task-action-comment', 'start-process-action', 'create-task-action'];
const WITH_COCKPIT = ['task-detail-diagram', 'task-detail-history'];

function offerWhatIsAllowed(angular) {
  angular.module('ng').run(['$injector', '$rootScope', (injector, root) => {
    const views = injector.get('Views');
    const shipped = views.getProviders;
    const hasCockpit = () => ((root.authentication || {}).authorizedApps || []).includes('cockpit');
    views.getProviders = function () {
      document.documentElement.classList.toggle('asv-cockpit', hasCockpit());
      return shipped.apply(this, arguments).filter(view =>
        !FOR_NOBODY.includes(view.id) && (!WITH_COCKPIT.includes(view.id) || hasCockpit()));
    };
  }]);
}

offerWhatIsAllowed(window.angular);
