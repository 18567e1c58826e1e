package de.asvumzug.web.joblog;

import de.asvumzug.step.output.JobLogRepository;
import de.asvumzug.step.output.KeptJobLog;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.move.Viewer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The same for the move's page, whose address has been allowed already. */
@Component("pageJobLogs")
public class PageJobLogs {
  private final JobLogRepository logs;

  public PageJobLogs(JobLogRepository logs) {
    this.logs = logs;
  }

  /**
   * @param step German name of the step; its id if the page does not know it
   */
  public record Row(KeptJobLog log, String step) {}

  /**
   * The newest first; none for those who may not read them.
   *
   * @param steps that the page shows, for their names
   */
  public List<Row> of(String migrationId, List<StepView> steps) {
    Viewer viewer = Viewer.of(SecurityContextHolder.getContext().getAuthentication());
    if (!viewer.mayReadJobLogs()) {
      return List.of();
    }
    Map<String, String> names = new HashMap<>();
    steps.forEach(step -> names.put(step.element(), step.name()));
    List<Row> rows = new ArrayList<>();
    for (KeptJobLog log : logs.of(migrationId)) {
      rows.add(new Row(log, names.getOrDefault(log.element(), log.element())));
    }
    Collections.reverse(rows);
    return rows;
  }
}
