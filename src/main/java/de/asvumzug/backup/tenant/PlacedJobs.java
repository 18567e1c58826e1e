package de.asvumzug.backup.tenant;

import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Jobs that begin only while the place on their machine is ours: asked right before each start. */
record PlacedJobs(Jobs jobs, ShareQueue.Place place) implements Jobs {

  @Override
  public JobResult run(Host host, String name, Command command, Poll eachPoll)
      throws IOException, InterruptedException {
    return jobs.run(asking(host), name, command, eachPoll);
  }

  /** The start may be tried for a long time while the machine is out of reach. */
  private Host asking(Host host) {
    return (Host)
        Proxy.newProxyInstance(
            Host.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("start")) {
                place.requireOurs();
              }
              try {
                return method.invoke(host, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
