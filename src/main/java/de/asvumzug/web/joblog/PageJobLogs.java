package de.asvumzug.web.joblog;

import de.asvumzug.step.output.JobLogRepository;
import de.asvumzug.step.output.KeptJobLog;
import de.asvumzug.web.move.Viewer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The same for the move's page, whose address has been allowed already. */
@Component("pageJobLogs")
public class PageJobLogs {
  private final JobLogRepository logs;

  public PageJobLogs(JobLogRepository logs) {
    this.logs = logs;
  }

  /** The newest first; none for those who may not read them. */
  public List<KeptJobLog> of(String migrationId) {
    Viewer viewer = Viewer.of(SecurityContextHolder.getContext().getAuthentication());
    if (!viewer.mayReadJobLogs()) {
      return List.of();
    }
    List<KeptJobLog> kept = new ArrayList<>(logs.of(migrationId));
    Collections.reverse(kept);
    return kept;
  }
}
