package de.asvumzug;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import de.asvumzug.step.StepHandler;
import java.util.Set;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** A change of the engine must stay a day's work (docs/decisions/0005-when-the-engine-ends.md). */
@AnalyzeClasses(packages = "de.asvumzug", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule only_six_packages_know_the_engine =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "de.asvumzug.delegate..",
              "de.asvumzug.step..",
              "de.asvumzug.task..",
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
          .resideInAPackage("de.asvumzug.delegate..")
          .andShould()
          .haveSimpleNameEndingWith("Delegate");

  /** The same borders as in the table of ARCHITECTURE.md. */
  @ArchTest
  static final ArchRule each_package_uses_only_what_lies_below_it =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("common")
          .definedBy("de.asvumzug.common..")
          .layer("calendar")
          .definedBy("de.asvumzug.calendar..")
          .layer("plan")
          .definedBy("de.asvumzug.plan..")
          .layer("host")
          .definedBy("de.asvumzug.host..")
          .layer("asv")
          .definedBy("de.asvumzug.asv..")
          .layer("check")
          .definedBy("de.asvumzug.check..")
          .layer("backup")
          .definedBy("de.asvumzug.backup..")
          .layer("trail")
          .definedBy("de.asvumzug.trail..")
          .layer("notify")
          .definedBy("de.asvumzug.notify..")
          .layer("step")
          .definedBy("de.asvumzug.step..")
          .layer("task")
          .definedBy("de.asvumzug.task..")
          .layer("delegate")
          .definedBy("de.asvumzug.delegate..")
          .layer("security")
          .definedBy("de.asvumzug.security..")
          .layer("protocol")
          .definedBy("de.asvumzug.protocol..")
          .layer("web")
          .definedBy("de.asvumzug.web..")
          .whereLayer("protocol")
          .mayOnlyAccessLayers("trail")
          .whereLayer("protocol")
          .mayOnlyBeAccessedByLayers("web")
          .whereLayer("common")
          .mayNotAccessAnyLayer()
          .whereLayer("calendar")
          .mayOnlyAccessLayers("common")
          .whereLayer("plan")
          .mayOnlyAccessLayers("common")
          .whereLayer("host")
          .mayOnlyAccessLayers("common")
          .whereLayer("trail")
          .mayOnlyAccessLayers("common", "host")
          .whereLayer("notify")
          .mayOnlyAccessLayers("calendar", "common", "plan", "trail")
          .whereLayer("asv")
          .mayOnlyAccessLayers("common", "host", "plan")
          .whereLayer("check")
          .mayOnlyAccessLayers("common", "asv", "host", "plan")
          .whereLayer("backup")
          .mayOnlyAccessLayers("common", "asv", "check", "host", "plan")
          .whereLayer("web")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("delegate")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("task")
          .mayOnlyBeAccessedByLayers("delegate", "security", "web")
          .whereLayer("security")
          .mayOnlyBeAccessedByLayers("step", "web");

  @ArchTest
  static final ArchRule packages_form_no_cycles =
      slices().matching("de.asvumzug.(plan|host|asv|backup|check)..").should().beFreeOfCycles();

  /** Below these, no package leads back to one that leads to it. */
  private static final Set<String> WITHOUT_CIRCLES =
      Set.of("asv", "backup", "check", "delegate", "protocol", "task", "web");

  @ArchTest
  static final ArchRule packages_below_another_form_no_cycles =
      slices().assignedFrom(new SinglePackages()).should().beFreeOfCycles();

  private static final class SinglePackages implements SliceAssignment {
    private static final int TOP = 2;

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String[] parts = type.getPackageName().split("[.]");
      return parts.length > TOP && WITHOUT_CIRCLES.contains(parts[TOP])
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "single packages below " + WITHOUT_CIRCLES;
    }
  }

  @ArchTest
  static final ArchRule nothing_of_the_lab_reaches_the_product =
      noClasses().should().dependOnClassesThat().resideInAPackage("de.asvumzug.lab..");
}
