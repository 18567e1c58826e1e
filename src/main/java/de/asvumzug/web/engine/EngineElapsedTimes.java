package de.asvumzug.web.engine;

import de.asvumzug.web.progress.ElapsedTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads the newest moves of the engine's history, at most every ten minutes. */
@Component
class EngineElapsedTimes implements ElapsedTimes {
  private static final int NEWEST = 60;
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final HistoryService history;
  private volatile Known known = new Known(Map.of(), Instant.MIN);

  private record Known(Map<String, Elapsed> elapsed, Instant until) {}

  EngineElapsedTimes(@Lazy HistoryService history) {
    this.history = history;
  }

  @Override
  public Optional<Elapsed> of(String element) {
    Instant now = Instant.now();
    if (now.isAfter(known.until())) {
      known = new Known(read(), now.plus(FRESH));
    }
    return Optional.ofNullable(known.elapsed().get(element));
  }

  private Map<String, Elapsed> read() {
    Map<String, List<Duration>> times =
        history
            .createHistoricProcessInstanceQuery()
            .processDefinitionKey(EngineMigrationStarter.KEY)
            .orderByProcessInstanceStartTime()
            .desc()
            .listPage(0, NEWEST)
            .stream()
            .flatMap(instance -> elements(instance).stream())
            .filter(element -> !element.isCanceled())
            .collect(
                Collectors.groupingBy(
                    HistoricActivityInstance::getActivityId,
                    Collectors.mapping(
                        element -> Duration.ofMillis(element.getDurationInMillis()),
                        Collectors.toList())));
    Map<String, Elapsed> elapsed = new HashMap<>();
    times.forEach(
        (element, all) -> Elapsed.of(all).ifPresent(known -> elapsed.put(element, known)));
    return elapsed;
  }

  private List<HistoricActivityInstance> elements(HistoricProcessInstance instance) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(instance.getId())
        .finished()
        .list();
  }
}
