package org.commandery.eventstore.generated;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Generated scenarios for the store in memory. */
@AddLifecycleHook(Tries.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
class InMemoryGeneratedTest {

    @Property
    void oneCallerGetsWhatTheModelSays(@ForAll("ofOneCaller") Scenario scenario) {
        Run.of(scenario, new MemoryWorld());
    }

    @Property
    void manyCallersBreakNoPromise(@ForAll("ofManyCallers") Scenario scenario) {
        Run.of(scenario, new MemoryWorld());
    }

    @Property
    void removalsTakeNothingElseAlong(@ForAll("withRemovals") Scenario scenario) {
        Run.of(scenario, new MemoryWorld());
    }

    @Property
    void nodesHandleEachEventOnceInHoweverManySegments(@ForAll("ofManyNodes") Scenario scenario) {
        Run.of(scenario, new MemoryWorld());
    }

    @Provide
    Arbitrary<Scenario> ofManyNodes() {
        return Scenarios.ofManyNodes();
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
    Arbitrary<Scenario> withRemovals() {
        return Scenarios.withRemovals();
    }
}
