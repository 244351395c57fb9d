package org.commandery.shop.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dependencies point one way: contexts to the api; runtime and event store to the api; connector, persistence, messaging and web layer to the runtime. */
class DependenciesTest {

    private static final String STORES = "org.commandery.eventstore.postgres..";
    private static final String MEMORY = "org.commandery.eventstore.memory..";
    private static final String INTERNAL = "org.commandery.eventstore.internal..";
    private static final String RUNTIME = "org.commandery.runtime..";
    private static final String CONNECTOR = "org.commandery.connector..";
    private static final String PERSISTENCE = "org.commandery.persistence..";
    private static final String MESSAGING = "org.commandery.messaging..";
    private static final String WEB = "org.commandery.web..";
    private static final String SHOP = "org.commandery.shop..";

    @Test
    void theApiDependsOnTheJakartaApiAlone() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "jakarta..", "org.jspecify..", "org.commandery..")
                .check(classes("ejb-core/api"));
        neverOn(STORES, MEMORY, INTERNAL, RUNTIME, CONNECTOR, PERSISTENCE, MESSAGING, WEB, SHOP)
                .check(classes("ejb-core/api"));
    }

    @Test
    void theEventStoreKnowsTheApiAlone() {
        neverOn(RUNTIME, CONNECTOR, PERSISTENCE, MESSAGING, WEB, SHOP).check(classes("ejb-core/event-store"));
    }

    @Test
    void theRuntimeKnowsNoServer() {
        neverOn(CONNECTOR, PERSISTENCE, MESSAGING, WEB, SHOP, "jakarta.resource..", "org.wildfly..", "org.jboss.as..")
                .check(classes("ejb-core/runtime"));
    }

    @Test
    void telemetryAloneKnowsMicrometerAndOpenTelemetryWhichAServerMayLack() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.commandery.runtime.telemetry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.opentelemetry..")
                .check(classes(
                        "ejb-core/api",
                        "ejb-core/event-store",
                        "ejb-core/runtime",
                        "ejb-core/connector",
                        "ejb-core/persistence",
                        "ejb-core/messaging",
                        "web-api"));
    }

    @Test
    void theReadinessCheckAloneKnowsMicroProfileHealthWhichAServerMayLack() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.commandery.runtime.health.ReadinessCheck")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.health..")
                .check(classes(
                        "ejb-core/api",
                        "ejb-core/event-store",
                        "ejb-core/runtime",
                        "ejb-core/connector",
                        "ejb-core/persistence",
                        "ejb-core/messaging",
                        "web-api"));
    }

    @Test
    void theConnectorAloneKnowsJakartaConnectors() {
        neverOn("jakarta.resource..")
                .check(classes("ejb-core/api", "ejb-core/event-store", "ejb-core/runtime", "ejb-core/persistence"));
        neverOn(STORES, MEMORY, INTERNAL, PERSISTENCE, MESSAGING, WEB, SHOP).check(classes("ejb-core/connector"));
    }

    @Test
    void messagingKnowsTheRuntimeAndAloneKnowsJakartaMessaging() {
        neverOn(STORES, MEMORY, INTERNAL, CONNECTOR, PERSISTENCE, WEB, SHOP, "java.sql..")
                .check(classes("ejb-core/messaging"));
        neverOn("jakarta.jms..")
                .check(classes(
                        "ejb-core/api",
                        "ejb-core/event-store",
                        "ejb-core/runtime",
                        "ejb-core/connector",
                        "ejb-core/persistence",
                        "web-api"));
    }

    @Test
    void theEventStoreAloneUsesJdbc() {
        neverOn("java.sql..", "org.postgresql..")
                .check(classes("ejb-core/api", "ejb-core/runtime", "ejb-core/connector"));
    }

    @Test
    void theWebLayerKnowsNoContextAndNoConnector() {
        neverOn(SHOP, CONNECTOR, PERSISTENCE, MESSAGING, STORES, MEMORY, INTERNAL)
                .check(classes("web-api"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ordering", "inventory", "billing"})
    void aContextKnowsTheApiAndNoOtherContext(String context) {
        JavaClasses own = classes("ejb-core/contexts/" + context);
        neverOn(STORES, MEMORY, INTERNAL, RUNTIME, CONNECTOR, PERSISTENCE, MESSAGING, WEB)
                .check(own);
        Stream.of("ordering", "inventory", "billing")
                .filter(other -> !other.equals(context))
                .forEach(other -> neverOn("org.commandery.shop." + other + "..").check(own));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ejb-core/api",
                "ejb-core/event-store",
                "ejb-core/runtime",
                "ejb-core/connector",
                "ejb-core/persistence",
                "ejb-core/messaging",
                "ejb-core/contexts/ordering",
                "ejb-core/contexts/inventory",
                "ejb-core/contexts/billing",
                "web-api"
            })
    void noPackagesDependOnEachOtherInACircle(String module) {
        slices().matching("org.commandery.(**)").should().beFreeOfCycles().check(classes(module));
    }

    private static ArchRule neverOn(String... packages) {
        return noClasses().should().dependOnClassesThat().resideInAnyPackage(packages);
    }

    private static JavaClasses classes(String... modules) {
        return new ClassFileImporter()
                .importPaths(Stream.of(modules)
                        .map(module -> Path.of("../..", module, "target", "classes"))
                        .toList());
    }
}
