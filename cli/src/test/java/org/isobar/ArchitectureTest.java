package org.isobar;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Formatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows between modules and packages. This module sees every other one, so the tests of
 * all of them stand here. Whatever lies below {@code org.isobar} and in none of the other modules'
 * packages is the api.
 */
class ArchitectureTest {
  private static final String ENGINE = "org.isobar.engine..";
  private static final String IO = "org.isobar.io..";
  private static final String BACKENDS = "org.isobar.backend..";
  private static final String TESTKIT = "org.isobar.testkit..";
  private static final String CLI = "org.isobar.cli..";

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("org.isobar..");
  private static final DescribedPredicate<JavaClass> API =
      OURS.and(not(resideInAnyPackage(ENGINE, IO, BACKENDS, TESTKIT, CLI)))
          .as("classes of the api");
  private static final DescribedPredicate<JavaClass> PLATFORM =
      resideInAnyPackage("java..", "javax.crypto..", "org.jspecify.annotations");
  private static final DescribedPredicate<JavaClass> API_OR_PLATFORM =
      API.or(PLATFORM).as("the api and the JDK");
  private static final DescribedPredicate<JavaClass> LIBRARY =
      resideInAnyPackage(ENGINE, IO, BACKENDS).or(API).as("classes that users embed");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.isobar");

  @Test
  void theApiDependsOnTheJdkAlone() {
    classes()
        .that(are(API.and(not(resideInAPackage("org.isobar.unit")))))
        .should()
        .onlyDependOnClassesThat(API_OR_PLATFORM)
        .check(CLASSES);
  }

  @Test
  void unitsAloneSeeTheUnitLibrary() {
    classes()
        .that()
        .resideInAPackage("org.isobar.unit")
        .should()
        .onlyDependOnClassesThat(API_OR_PLATFORM.or(resideInAPackage("ucar.units")))
        .check(CLASSES);
  }

  @Test
  void signaturesOfTheApiNameOnlyTypesOfTheApiAndTheJdk() {
    classes()
        .that(are(API))
        .and()
        .arePublic()
        .should(nameInSignaturesOnly(API_OR_PLATFORM))
        .check(CLASSES);
  }

  @Test
  void theEngineDependsOnTheApi() {
    classes()
        .that()
        .resideInAPackage(ENGINE)
        .should()
        .onlyDependOnClassesThat(
            API_OR_PLATFORM.or(
                resideInAnyPackage(
                    ENGINE, "com.google.common..", "com.esotericsoftware..", "org.objenesis..")))
        .check(CLASSES);
  }

  @Test
  void readersAndWritersDependOnTheApiAndTheirFormat() {
    noClasses()
        .that()
        .resideInAPackage(IO)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENGINE, BACKENDS, TESTKIT, CLI)
        .check(CLASSES);
  }

  @Test
  void backendsDependOnTheEngineAndNotOnEachOther() {
    classes()
        .that()
        .resideInAPackage(BACKENDS)
        .should()
        .onlyDependOnClassesThat(
            API_OR_PLATFORM.or(resideInAnyPackage(ENGINE, BACKENDS, "com.hazelcast..")))
        .check(CLASSES);
    noClasses()
        .that(are(not(resideInAPackage("org.isobar.backend.hazelcast.."))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.hazelcast..")
        .check(CLASSES);
    slices().matching("org.isobar.backend.(*)..").should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  void theTestkitDependsOnTheEngine() {
    classes()
        .that()
        .resideInAPackage(TESTKIT)
        .should()
        .onlyDependOnClassesThat(
            API_OR_PLATFORM.or(
                resideInAnyPackage(TESTKIT, ENGINE, "org.junit..", "org.opentest4j..")))
        .check(CLASSES);
  }

  @Test
  void netcdfJavaIsSeenByTheNetcdfModuleAlone() {
    noClasses()
        .that(are(not(resideInAnyPackage("org.isobar.io.netcdf..", "org.isobar.unit"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ucar..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(packages()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .filter(found -> !found.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .collect(Collectors.toSet());
    assertTrue(unmarked.isEmpty(), () -> "packages without @NullMarked: " + unmarked);
  }

  @Test
  void whatUsersEmbedWritesNeitherToTheConsoleNorToALoggingLibrary() {
    noClasses()
        .that(are(LIBRARY))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging", "org.slf4j..")
        .check(CLASSES);
  }

  @Test
  void nothingIsReadByJavaSerialisation() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .check(CLASSES);
  }

  @Test
  void textDoesNotDependOnTheDefaultLocale() {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(Formatter.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(PrintStream.class, "printf", String.class, Object[].class)
        .orShould()
        .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
        .check(CLASSES);
  }

  private static ArchCondition<JavaClass> nameInSignaturesOnly(
      DescribedPredicate<JavaClass> allowed) {
    return new ArchCondition<>("name in signatures only " + allowed.getDescription()) {
      @Override
      public void check(JavaClass owner, ConditionEvents events) {
        owner.getMembers().stream()
            .filter(ArchitectureTest::isVisible)
            .forEach(
                member ->
                    typesOf(member)
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> !type.isPrimitive() && !allowed.test(type))
                        .map(type -> member.getFullName() + " names " + type.getName())
                        .forEach(text -> events.add(SimpleConditionEvent.violated(member, text))));
      }
    };
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaType> typesOf(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      List<? extends JavaType> thrown = unit.getExceptionTypes();
      return Stream.of(List.of(unit.getReturnType()), unit.getParameterTypes(), thrown)
          .flatMap(List::stream);
    }
    return Stream.of(((JavaField) member).getType());
  }

  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return OURS.test(type)
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }
}
