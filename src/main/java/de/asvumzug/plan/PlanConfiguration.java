package de.asvumzug.plan;

import de.asvumzug.plan.intake.PlanReader;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock of plans: a bean, so that tests can stand still. */
@Configuration(proxyBeanMethods = false)
class PlanConfiguration {

  @Bean
  Clock planClock() {
    return Clock.system(PlanReader.ZONE);
  }
}
