package de.asvumzug.check.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.CheckSettings.RowHash;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.Host.OperatingSystem;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantWayTest {
  private final Host host = mock(Host.class, RETURNS_DEEP_STUBS);

  @Test
  void is_the_fast_one_where_both_servers_can_hash_a_row() {
    assertThat(fingerprints(RowHash.AUTO).way(school(), enterprise(14)))
        .isEqualTo("canonical-row-values-1");
  }

  @Test
  void is_md5_from_the_start_if_either_server_is_too_old_for_the_fast_one() {
    assertThat(fingerprints(RowHash.AUTO).way(school(), enterprise(13)))
        .isEqualTo("canonical-row-md5-1");
    assertThat(fingerprints(RowHash.AUTO).way(enterprise(13), enterprise(16)))
        .isEqualTo("canonical-row-md5-1");
  }

  @Test
  void is_md5_where_the_settings_say_so() {
    assertThat(fingerprints(RowHash.MD5).way(school(), enterprise(16)))
        .isEqualTo("canonical-row-md5-1");
  }

  @Test
  void a_way_that_this_version_does_not_know_is_refused() {
    assertThatThrownBy(() -> take("canonical-row-values-9", "canonical-row-values-9"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("canonical-row-values-9")
        .hasMessageContaining("nicht kennt");
  }

  @Test
  void a_server_that_hashes_otherwise_is_named_with_the_way_out() {
    assertThatThrownBy(() -> take("canonical-row-values-1", "keines"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("bildet andere Prüfsummen")
        .hasMessageContaining("asv.check.row-hash: MD5");
  }

  private TenantMeasurement take(String wanted, String answered) throws Exception {
    when(host.name()).thenReturn("neu");
    when(host.system()).thenReturn(OperatingSystem.LINUX);
    when(host.findProgram(any(), any())).thenReturn(Optional.of("psql"));
    when(host.run(any())).thenReturn(new CommandResult(0, "schema,table\n", ""));
    when(host.files().readText(anyString()))
        .thenReturn("start," + answered + ",13.4,1790000000,,,,\nend,,,,,,,\n");
    Jobs jobs = mock(Jobs.class);
    when(jobs.run(any(), any(), any(), any())).thenReturn(new JobResult(0, ""));
    return fingerprints(RowHash.AUTO)
        .take(enterprise(14), List.of(), wanted, "key", jobs, ProgressListener.NONE);
  }

  private static TenantFingerprints fingerprints(RowHash way) {
    return new TenantFingerprints(
        EndpointFixture.defaults(TenantSettings.class),
        EndpointFixture.settings(way),
        EndpointFixture.defaults(LayoutSettings.class),
        EndpointFixture.NO_SECRETS);
  }

  private Endpoint school() {
    return EndpointFixture.school(Side.SOURCE, host, "/asv");
  }

  private Endpoint enterprise(int version) {
    return new Endpoint(
        Side.TARGET,
        EndpointFixture.enterprise("neu", "/asv", "2.14.12", 5432, "asv", version),
        host);
  }
}
