package dev.pokebatch.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Which package may use which, where the dependencies between the modules leave it open: data goes
 * one way through the packages and comes back the same way.
 */
@AnalyzeClasses(packages = "dev.pokebatch", importOptions = DoNotIncludeTests.class)
class PackageEdgesTest {

  private static final String GATEWAY = "dev.pokebatch.gateway";
  private static final String FETCHER = "dev.pokebatch.fetcher";
  private static final String CONTRACT = "dev.pokebatch.contract";
  private static final String PROCESS = "dev.pokebatch.process";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.pokebatch.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule jsonPathNeedsNothingButVertxJsonAndRe2j =
      noClasses()
          .that()
          .resideInAPackage(CONTRACT + ".jsonpath")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              CONTRACT + ".jsonpath",
              "io.vertx.core.json",
              "com.google.re2j",
              "org.jspecify..",
              "java..");

  @ArchTest
  static final ArchRule theStoreDependsOnOutcomesProblemsSqliteAndOffloadOnly =
      noClasses()
          .that()
          .resideInAPackage(GATEWAY + ".store..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are ours, elsewhere",
                  type ->
                      type.getPackageName().startsWith("dev.pokebatch")
                          && !type.getPackageName().startsWith(GATEWAY + ".store")
                          && !type.getPackageName().equals(GATEWAY + ".outcome")
                          && !type.getPackageName().equals(GATEWAY + ".problem")
                          && !type.getPackageName().equals(PROCESS + ".sqlite")
                          && !type.getPackageName().equals(PROCESS + ".offload")));

  @ArchTest
  static final ArchRule onlyTheStoreAndTheDiskTierSpeakToADatabase =
      noClasses()
          .that()
          .resideOutsideOfPackages(GATEWAY + ".store..", FETCHER + ".disk", PROCESS + ".sqlite")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javax.sql", "com.zaxxer..", "org.flywaydb..", "org.postgresql..", "org.sqlite..");

  @ArchTest
  static final ArchRule onlyTheBusEdgesSeeMessages =
      noClasses()
          .that()
          .resideOutsideOfPackages(CONTRACT, CONTRACT + ".client", FETCHER + ".serve", FETCHER)
          .and()
          .doNotHaveFullyQualifiedName(GATEWAY + ".job.JobEvents")
          .and() // counts messages, and is handed a discarded one, which it does not read
          .doNotHaveFullyQualifiedName(PROCESS + ".metrics.EventBusMeters")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.vertx.core.eventbus.Message");

  @ArchTest
  static final ArchRule onlyOffloadAndTheSampleCallExecuteBlocking =
      noClasses()
          .that()
          .resideOutsideOfPackages(PROCESS + ".offload", "dev.pokebatch.sample")
          .should()
          .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("executeBlocking")));

  @ArchTest
  static final ArchRule onlySettingsReadTheEnvironment =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(PROCESS + ".settings.Settings")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);
}
