package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.events;

import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.KeyTaken;
import org.commandery.eventstore.UniqueKey;
import org.commandery.eventstore.WrongExpectedVersion;
import org.junit.jupiter.api.Test;

/** How a stream claims values that no other stream may have. */
public interface UniqueKeyBehaviours extends StoreFixture {

    /** A key to claim. */
    UniqueKey EMAIL = new UniqueKey("email", "ann@example.org");

    private static Append append(String stream) {
        return Append.of(stream, ExpectedVersion.ANY, events(1));
    }

    private void assertTaken(String stream, String holder) {
        long head = store().head();
        assertThatExceptionOfType(KeyTaken.class)
                .isThrownBy(() -> store().append(append(stream).claiming(EMAIL)))
                .satisfies(e -> {
                    assertThat(e.key()).isEqualTo(EMAIL);
                    assertThat(e.holder()).isEqualTo(holder);
                });
        assertThat(store().head()).isEqualTo(head);
    }

    @Test
    default void aKeyThatAStreamHoldsCannotBeClaimedByAnother() {
        store().append(append("ann").claiming(EMAIL));

        assertTaken("bob", "ann");
        store().append(append("bob").claiming(new UniqueKey("email", "bob@example.org")));
        store().append(append("bob").claiming(new UniqueKey("login", EMAIL.value())));
    }

    @Test
    default void aStreamMayClaimWhatItHolds() {
        store().append(append("ann").claiming(EMAIL));

        assertThat(store().append(append("ann").claiming(EMAIL)).version()).isEqualTo(2);
        assertTaken("bob", "ann");
    }

    @Test
    default void aKeyThatIsReleasedIsFree() {
        store().append(append("ann").claiming(EMAIL));
        store().append(append("ann").releasing(EMAIL));

        store().append(append("bob").claiming(EMAIL));
        assertTaken("ann", "bob");
    }

    @Test
    default void aReleaseOfWhatAStreamDoesNotHoldIsPassedOver() {
        store().append(append("ann").claiming(EMAIL));

        assertThat(store().append(append("bob").releasing(EMAIL)).version()).isEqualTo(1);
        assertTaken("bob", "ann");
    }

    @Test
    default void aKeyThatIsReleasedAndClaimedAtOnceIsHeld() {
        store().append(append("ann").claiming(EMAIL).releasing(EMAIL));

        assertTaken("bob", "ann");
    }

    @Test
    default void oneKeyThatIsTakenRefusesAll() {
        UniqueKey other = new UniqueKey("email", "free@example.org");
        store().append(append("ann").claiming(EMAIL));

        assertThatExceptionOfType(KeyTaken.class)
                .isThrownBy(() -> store().append(append("bob").claiming(other, EMAIL)));
        store().append(append("carl").claiming(other));
    }

    @Test
    default void anAppendThatIsRefusedClaimsAndReleasesNothing() {
        store().append(append("ann").claiming(EMAIL));

        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().append(Append.of("ann", ExpectedVersion.NO_STREAM, events(1))
                        .releasing(EMAIL)));
        assertTaken("bob", "ann");
    }

    @Test
    default void keysAreClaimedWithoutEventsToo() {
        UUID command = UUID.randomUUID();
        Append claim = Append.of("ann", ExpectedVersion.NO_STREAM, List.of())
                .claiming(EMAIL)
                .withCommandId(command);

        assertThat(store().append(claim)).isEqualTo(new AppendResult("ann", 0, 0, 0, false));
        assertThat(store().append(claim).repeated()).isTrue();
        assertTaken("bob", "ann");
        assertThat(store().append(append("ann").claiming(EMAIL)).version()).isEqualTo(1);
    }

    @Test
    default void aKeyMovesFromOneStreamToAnotherInOneStep() {
        store().append(append("ann").claiming(EMAIL));

        store().appendAll(List.of(append("ann").releasing(EMAIL), append("bob").claiming(EMAIL)));

        assertTaken("ann", "bob");
    }

    @Test
    default void twoStreamsThatClaimOneKeyTogetherAreRefused() {
        assertThatExceptionOfType(KeyTaken.class)
                .isThrownBy(() -> store().appendAll(List.of(
                        append("ann").claiming(EMAIL), append("bob").claiming(EMAIL))))
                .satisfies(e -> assertThat(e.holder()).isEqualTo("ann"));
        assertThat(store().head()).isZero();
        store().append(append("carl").claiming(EMAIL));
    }

    @Test
    default void ofManyWhoClaimOneKeyAtTheSameMomentOneWins() {
        for (int round = 0; round < 10; round++) {
            UniqueKey key = new UniqueKey("round", String.valueOf(round));
            List<Boolean> won = Race.run(16, i -> () -> {
                try {
                    store().append(append("s-" + i).claiming(key));
                    return true;
                } catch (KeyTaken e) {
                    return false;
                }
            });
            assertThat(won).containsOnlyOnce(true);
        }
        assertThat(store().head()).isEqualTo(10);
    }

    @Test
    default void keysAreClaimedAndReleasedInTransactions() {
        transactions().begin();
        store().append(append("ann").claiming(EMAIL));
        transactions().rollback();
        store().append(append("bob").claiming(EMAIL));

        transactions().begin();
        store().append(append("bob").releasing(EMAIL));
        transactions().rollback();
        transactions().begin();
        store().append(append("ann").claiming(EMAIL));
        assertThat(Refused.commit(transactions())).isInstanceOf(KeyTaken.class);

        transactions().begin();
        store().append(append("bob").releasing(EMAIL));
        store().append(append("ann").claiming(EMAIL));
        transactions().commit();
        assertTaken("bob", "ann");
    }
}
