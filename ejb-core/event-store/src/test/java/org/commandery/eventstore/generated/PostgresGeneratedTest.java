package org.commandery.eventstore.generated;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Generated scenarios for the store in PostgreSQL. */
@AddLifecycleHook(Tries.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
class PostgresGeneratedTest {

    @Property
    void oneCallerGetsWhatTheModelSays(@ForAll("ofOneCaller") Scenario scenario) {
        Run.of(scenario, new PostgresWorld());
    }

    @Property
    void manyCallersBreakNoPromise(@ForAll("ofManyCallers") Scenario scenario) {
        Run.of(scenario, new PostgresWorld());
    }

    @Property
    void faultsBreakNoPromise(@ForAll("withFaults") Scenario scenario) {
        Run.of(scenario, new PostgresWorld());
    }

    @Property
    void removalsTakeNothingElseAlong(@ForAll("withRemovalsAndFaults") Scenario scenario) {
        Run.of(scenario, new PostgresWorld());
    }

    @Property
    void nodesHandleEachEventOnceInHoweverManySegments(@ForAll("ofManyNodesAndFaults") Scenario scenario) {
        Run.of(scenario, new PostgresWorld());
    }

    @Provide
    Arbitrary<Scenario> ofManyNodesAndFaults() {
        return Scenarios.ofManyNodesAndFaults();
    }

    @Provide
    Arbitrary<Scenario> ofOneCaller() {
        return Scenarios.ofOneCaller();
    }

    @Provide
    Arbitrary<Scenario> ofManyCallers() {
        return Scenarios.ofManyCallers();
    }

    @Provide
    Arbitrary<Scenario> withFaults() {
        return Scenarios.withFaults();
    }

    @Provide
    Arbitrary<Scenario> withRemovalsAndFaults() {
        return Scenarios.withRemovalsAndFaults();
    }
}
