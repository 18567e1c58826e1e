package de.asvumzug;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import de.asvumzug.step.StepHandler;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** A change of the engine must stay a day's work (docs/decisions/0005-when-the-engine-ends.md). */
@AnalyzeClasses(packages = "de.asvumzug", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule only_five_packages_know_the_engine =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "de.asvumzug.delegate..",
              "de.asvumzug.step..",
              "de.asvumzug.trail..",
              "de.asvumzug.security..",
              "de.asvumzug.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.camunda..");

  @ArchTest
  static final ArchRule only_what_the_engine_offers_no_way_for_uses_its_internals =
      noClasses()
          .that()
          .haveNameNotMatching(
              ".*\\.(GuardedExpressionManager|StoredPasswords|AnswersOnTheTask)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.camunda.bpm.engine.impl..");

  @ArchTest
  static final ArchRule a_delegate_is_found_by_its_elements_id =
      classes()
          .that()
          .areAssignableTo(JavaDelegate.class)
          .or()
          .areAssignableTo(StepHandler.class)
          .and()
          .areNotInterfaces()
          .should()
          .resideInAPackage("de.asvumzug.delegate")
          .andShould()
          .haveSimpleNameEndingWith("Delegate");

  @ArchTest
  static final ArchRule services_know_neither_steps_nor_pages =
      noClasses()
          .that()
          .resideInAnyPackage(
              "de.asvumzug.host..",
              "de.asvumzug.plan..",
              "de.asvumzug.asv..",
              "de.asvumzug.backup..",
              "de.asvumzug.check..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "de.asvumzug.step..",
              "de.asvumzug.web..",
              "de.asvumzug.delegate..",
              "de.asvumzug.security..",
              "de.asvumzug.notify..");

  @ArchTest
  static final ArchRule hosts_and_plans_stand_alone =
      noClasses()
          .that()
          .resideInAPackage("de.asvumzug.host..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "de.asvumzug.plan..",
              "de.asvumzug.asv..",
              "de.asvumzug.backup..",
              "de.asvumzug.check..",
              "de.asvumzug.trail..");

  @ArchTest
  static final ArchRule packages_form_no_cycles =
      slices().matching("de.asvumzug.(plan|host|asv|backup|check)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothing_of_the_lab_reaches_the_product =
      noClasses().should().dependOnClassesThat().resideInAPackage("de.asvumzug.lab..");
}
