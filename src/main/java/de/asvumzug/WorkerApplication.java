package de.asvumzug;

import de.asvumzug.plan.intake.PlanIntake;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.remote.SiteConfiguration;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.Redaction;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Repository;

/**
 * The worker on site (profile {@code worker}): the same handlers and machines as the whole
 * application, but neither engine nor database nor web server nor mail, and none of Spring Boot's
 * auto-configurations. What they would give comes from the centre ({@link SiteConfiguration}).
 */
@Configuration(proxyBeanMethods = false)
@Profile("worker")
@ComponentScan(
    basePackages = {
      "de.asvumzug.host",
      "de.asvumzug.plan",
      "de.asvumzug.asv",
      "de.asvumzug.backup",
      "de.asvumzug.check"
    },
    excludeFilters = {
      @Filter(type = FilterType.ANNOTATION, classes = Repository.class),
      @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = PlanIntake.class)
    })
@ComponentScan(
    basePackages = "de.asvumzug.delegate",
    useDefaultFilters = false,
    includeFilters = {
      @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = StepHandler.class),
      // what the handlers share
      @Filter(
          type = FilterType.REGEX,
          pattern =
              "de\\.asvumzug\\.delegate\\.([a-z]+\\.)?(GuardedStart|OneTimeKeys|TargetBaseline|TargetOutOfUse|RouteResolver)")
    })
@ConfigurationPropertiesScan({
  "de.asvumzug.host",
  "de.asvumzug.plan",
  "de.asvumzug.asv",
  "de.asvumzug.backup",
  "de.asvumzug.check",
  "de.asvumzug.step"
})
@Import({SiteConfiguration.class, CanonicalJson.class, Redaction.class})
class WorkerApplication {}
