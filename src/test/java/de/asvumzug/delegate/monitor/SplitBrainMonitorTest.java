package de.asvumzug.delegate.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.check.guard.AnsweringServers;
import de.asvumzug.check.guard.PortProbe;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.Side;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** The promise that two servers of a move are noticed within a minute, with many moves at once. */
class SplitBrainMonitorTest {
  private static final int MOVES = 200;
  private static final Duration PROMISE = Duration.ofMinutes(1);

  /** As long as the probe of a port and a log-in take at a machine that does not answer. */
  private static final Duration PORT = Duration.ofSeconds(3);

  private static final Duration LOG_IN = Duration.ofSeconds(3);

  private final WatchSettings defaults =
      new Binder(new MapConfigurationPropertySource(Map.of()))
          .bindOrCreate("asv.watch", WatchSettings.class);
  private final CountDownLatch never = new CountDownLatch(1);
  private final Queue<String> noticed = new ConcurrentLinkedQueue<>();
  private final ActiveMigrations moves = mock(ActiveMigrations.class);
  private final MigrationLookup migrations = mock(MigrationLookup.class);
  private final PortProbe ports = mock(PortProbe.class);
  private final AnsweringServers answering = new AnsweringServers();
  private final Machines machines = mock(Machines.class);
  private final AuditTrail trail = mock(AuditTrail.class);
  private SplitBrainMonitor watch;

  @BeforeEach
  void many_moves_of_which_half_have_an_old_machine_that_is_switched_off() throws Exception {
    List<String> ids = IntStream.range(0, MOVES).mapToObj(n -> "U-2026-" + n).toList();
    when(moves.withTwoServers()).thenReturn(ids);
    when(moves.alone(anyString(), anyString())).thenReturn(true);
    for (int n = 0; n < MOVES; n++) {
      Migration plan = plan(ids.get(n), n % 2 == 0 ? "aus-" + n : "alt-" + n, "neu-" + n);
      when(migrations.get(ids.get(n))).thenReturn(plan);
    }
    when(ports.opens(anyString(), anyInt()))
        .thenAnswer(
            call -> {
              boolean off = call.<String>getArgument(0).startsWith("aus-");
              return !off || never.await(PORT.toMillis(), TimeUnit.MILLISECONDS);
            });
    Host silent = mock(Host.class);
    when(silent.reaches(anyString(), anyInt()))
        .thenAnswer(
            call -> {
              never.await(LOG_IN.toMillis(), TimeUnit.MILLISECONDS);
              throw new IOException("nicht zu erreichen");
            });
    when(machines.site(anyString())).thenReturn(Optional.empty());
    when(machines.host(anyString())).thenReturn(silent);
    when(machines.glance(anyString())).thenReturn(silent);
    doAnswer(
            call -> {
              noticed.add(call.<AuditEvent>getArgument(0).migrationId());
              return null;
            })
        .when(trail)
        .append(any());
    RuntimeService engine = mock(RuntimeService.class);
    ProcessInstanceQuery none = mock(ProcessInstanceQuery.class, RETURNS_SELF);
    when(engine.createProcessInstanceQuery()).thenReturn(none);
    watch =
        new SplitBrainMonitor(
            moves,
            migrations,
            machines,
            ports,
            answering,
            engine,
            trail,
            mock(Mails.class),
            new Immediately(),
            defaults);
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  @Timeout(60)
  void two_servers_are_noticed_within_a_minute_though_a_hundred_machines_are_switched_off()
      throws Exception {
    long begin = System.nanoTime();

    watch.look();

    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.println("a look at " + MOVES + " moves took " + took);
    assertThat(noticed).hasSize(MOVES / 2);
    assertThat(defaults.every().plus(took)).isLessThan(PROMISE);
  }

  @Test
  void every_watcher_has_a_thread_of_its_own() throws Exception {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yaml"));
    int threads =
        Integer.parseInt(yaml.getObject().getProperty("spring.task.scheduling.pool.size"));

    assertThat(threads).isGreaterThanOrEqualTo(scheduled().size());
    assertThat(scheduled()).contains("SplitBrainMonitor.look", "IncidentMonitor.look");
  }

  private static List<String> scheduled() throws Exception {
    ClassPathScanningCandidateComponentProvider classes =
        new ClassPathScanningCandidateComponentProvider(false);
    classes.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*")));
    List<String> found = new ArrayList<>();
    for (var one : classes.findCandidateComponents("de.asvumzug")) {
      Class<?> type =
          Class.forName(
              one.getBeanClassName(), false, SplitBrainMonitorTest.class.getClassLoader());
      for (var method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Scheduled.class)) {
          found.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    return found;
  }

  private static Migration plan(String id, String old, String young) {
    Migration plan = mock(Migration.class);
    Installation source = installation(old);
    Installation target = installation(young);
    when(plan.id()).thenReturn(id);
    when(plan.source()).thenReturn(source);
    when(plan.target()).thenReturn(target);
    when(plan.installation(Side.SOURCE)).thenReturn(source);
    when(plan.installation(Side.TARGET)).thenReturn(target);
    return plan;
  }

  private static Installation installation(String machine) {
    Installation installation = mock(Installation.class);
    when(installation.machine()).thenReturn(machine);
    when(installation.address()).thenReturn(machine);
    when(installation.clientPort()).thenReturn(8765);
    return installation;
  }

  /** What is raised is looked at here, not stored. */
  private static final class Immediately extends TransactionTemplate {
    @Override
    public <T> T execute(TransactionCallback<T> action) {
      TransactionStatus status = new SimpleTransactionStatus();
      return action.doInTransaction(status);
    }
  }
}
