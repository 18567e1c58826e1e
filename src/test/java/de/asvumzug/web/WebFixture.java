package de.asvumzug.web;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.plan.PlanStore;
import de.asvumzug.plan.answer.Replies;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailExport;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.TrailSelection;
import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.chain.TrailHead;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.verify.Verification;
import de.asvumzug.web.api.ApiProblems;
import de.asvumzug.web.api.MigrationController;
import de.asvumzug.web.api.TrailController;
import de.asvumzug.web.command.MigrationService;
import de.asvumzug.web.move.MoveHistory;
import de.asvumzug.web.move.MoveOutlook.Outlook;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.once.OnceFixture;
import de.asvumzug.web.overview.OverviewReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.interceptor.MatchAlwaysTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** The controllers on a real store, with the engine's ports and the trail replaced. */
public final class WebFixture {
  public static final Authentication TECHNIK = person("technik", "technik");
  public static final Authentication ITM = person("itm", "it-management");
  public static final Authentication SCHOOL_1 = person("schule-0001", "schule-0001");
  public static final Authentication SCHOOL_9 = person("schule-0009", "schule-0009");

  public final PlanStore store = new PlanStore();
  public final List<String> started = new ArrayList<>();
  public final List<AuditEvent> lines = new ArrayList<>();
  public final MoveHistory history = mock(MoveHistory.class);
  public boolean abortable = true;
  public boolean engineFails = false;

  /** Holds up the start of a process, in the middle of its request. */
  public Runnable beforeStart = () -> {};

  public boolean intact = true;
  int trailLength = 3;

  /** Commands at the end of the trail. */
  int trailCommands = 0;

  public List<String> faultsOfBook = List.of();

  public final MigrationService desk =
      transactional(
          new MigrationService(
              store.intake,
              store.migrations,
              this::start,
              (id, reason, by) -> abortable,
              (AuditTrail) lines::add,
              event -> {}));

  /** What failed and waits for a person. */
  public final List<String> failures = new ArrayList<>();

  /** What is known of the move beside its steps. */
  public Outlook outlook = Outlook.NONE;

  public final Moves moves =
      new Moves(
          store.migrations,
          history,
          id -> List.copyOf(failures),
          plan -> outlook,
          new SchoolVoices(store.answers, store.votes, mock(Replies.class)),
          reader());
  public final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(
              new MigrationController(
                  moves,
                  desk,
                  new PlanJson(),
                  new OverviewReader(store.jdbc),
                  OnceFixture.on(store.jdbc, store.transactionManager)),
              new TrailController(moves))
          .setControllerAdvice(new ApiProblems())
          .build();

  public WebFixture() {
    when(history.status(org.mockito.ArgumentMatchers.anyString()))
        .thenReturn(
            new MoveStatus(
                MoveState.RUNNING,
                "Vorarbeiten",
                Instant.parse("2026-11-22T12:00:00Z"),
                null,
                List.of()));
  }

  public static Authentication person(String user, String... groups) {
    String[] authorities = new String[groups.length];
    for (int i = 0; i < groups.length; i++) {
      authorities[i] = "GROUP_" + groups[i];
    }
    return new TestingAuthenticationToken(user, "", authorities);
  }

  private void start(String id) {
    beforeStart.run();
    if (engineFails) {
      throw new IllegalStateException("engine away");
    }
    started.add(id);
  }

  /** What {@code @Transactional} does in the application. */
  private MigrationService transactional(MigrationService desk) {
    ProxyFactory factory = new ProxyFactory(desk);
    factory.setProxyTargetClass(true);
    factory.addAdvice(
        new TransactionInterceptor(
            store.transactionManager, new MatchAlwaysTransactionAttributeSource()));
    return (MigrationService) factory.getProxy();
  }

  public TrailReader reader() {
    return new TrailReader() {
      @Override
      public List<TrailRow> rows(String migrationId) {
        List<TrailRow> rows =
            new ArrayList<>(List.of(row(1, null), row(2, "0001"), row(3, "0002")));
        for (int number = 4; number <= trailLength; number++) {
          rows.add(row(number, null));
        }
        for (int number = 1; number <= trailCommands; number++) {
          rows.add(row(trailLength + number, null, TrailKind.COMMAND));
        }
        return rows;
      }

      @Override
      public List<TrailRow> rows(
          String migrationId, TrailSelection selection, int skipped, int limit) {
        List<TrailRow> fitting =
            rows(migrationId).stream()
                .filter(row -> selection.kinds() == null || selection.kinds().contains(row.kind()))
                .filter(row -> fits(row, selection))
                .toList();
        int end = Math.max(0, fitting.size() - skipped);
        return fitting.subList(Math.max(0, end - limit), end);
      }

      @Override
      public Map<TrailKind, Integer> counts(String migrationId, TrailSelection selection) {
        return rows(migrationId).stream()
            .filter(row -> fits(row, selection))
            .collect(Collectors.toMap(TrailRow::kind, row -> 1, Integer::sum));
      }

      private boolean fits(TrailRow row, TrailSelection selection) {
        return (selection.visible() == null
                || row.school() == null
                || selection.visible().contains(row.school()))
            && (selection.school() == null || selection.school().equals(row.school()))
            && (selection.words() == null || row.text().contains(selection.words()));
      }

      @Override
      public Verification verify(String migrationId) {
        return intact
            ? new Verification(true, 3, "ab", List.of())
            : new Verification(false, 3, "ab", List.of("Zeile 2 wurde verändert."));
      }

      @Override
      public Verification verify(String migrationId, KnownHead known) {
        Verification verification = verify(migrationId);
        return known.hash().equals("ab")
            ? verification
            : new Verification(false, 3, "ab", List.of("Zeile 3 ist eine andere."));
      }

      @Override
      public TrailExport export(String migrationId) {
        List<TrailExport.Row> rows = rows(migrationId).stream().map(WebFixture::exported).toList();
        TrailHead head = new TrailHead(migrationId, 3, "ab", "k1");
        return new TrailExport(
            "asv-umzug/trail-export/1",
            migrationId,
            Instant.EPOCH,
            true,
            head,
            rows,
            List.of(),
            List.of(),
            List.of());
      }

      @Override
      public List<String> faultsOfBook() {
        return faultsOfBook;
      }
    };
  }

  private static TrailExport.Row exported(TrailRow row) {
    return new TrailExport.Row(
        row.number(),
        row.at(),
        row.kind().name(),
        row.actor(),
        row.element(),
        row.school(),
        row.machine(),
        row.text(),
        row.details(),
        "{}",
        row.previousHash(),
        row.hash(),
        1L,
        "k1",
        "cd");
  }

  private static TrailRow row(long number, String school) {
    return row(number, school, TrailKind.NOTE);
  }

  private static TrailRow row(long number, String school, TrailKind kind) {
    return new TrailRow(
        number,
        Instant.parse("2026-11-22T12:00:00Z"),
        kind,
        "system",
        "checkSource",
        school,
        "alt",
        "Zeile <b>" + number + "</b>",
        Map.of(),
        "00",
        "ab");
  }
}
