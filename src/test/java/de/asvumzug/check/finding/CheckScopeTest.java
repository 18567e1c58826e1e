package de.asvumzug.check.finding;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.check.EndpointFixture;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import org.junit.jupiter.api.Test;

class CheckScopeTest {
  private final Installation postgres =
      EndpointFixture.enterprise("alt", "/opt/asv", "2.14.12", 5432, "asv", 14);
  private final Installation h2 = EndpointFixture.school("neu", "/opt/asv", "2.14.12");

  @Test
  void covers_one_side() {
    assertThat(CheckScope.source().covers(move(postgres, h2), Side.SOURCE)).isTrue();
    assertThat(CheckScope.source().covers(move(postgres, h2), Side.TARGET)).isFalse();
    assertThat(CheckScope.target().covers(move(postgres, h2), Side.SOURCE)).isFalse();
  }

  @Test
  void covers_the_ends_of_one_variant() {
    CheckScope scope = CheckScope.everywhere().on(Variant.ENTERPRISE);

    assertThat(scope.covers(move(postgres, h2), Side.SOURCE)).isTrue();
    assertThat(scope.covers(move(postgres, h2), Side.TARGET)).isFalse();
  }

  @Test
  void covers_moves_from_one_variant_to_the_same() {
    CheckScope scope = CheckScope.source().within(Variant.ENTERPRISE);

    assertThat(scope.covers(move(postgres, postgres), Side.SOURCE)).isTrue();
    assertThat(scope.covers(move(postgres, h2), Side.SOURCE)).isFalse();
  }

  private static Migration move(Installation source, Installation target) {
    return EndpointFixture.migration(source, target, new Packages("", "", "", ""));
  }
}
