package org.commandery.eventstore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenConnectionTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57P02", "57P03", "25P03", "53300"})
    void theDatabaseSaysThatAConnectionBroke(String state) {
        assertThat(BrokenConnection.isIn(new IllegalStateException(new SQLException("?", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40P01", "40001", "57014", "22001"})
    void whatTheDatabaseRefusesIsNoBrokenConnection(String state) {
        assertThat(BrokenConnection.isIn(new IllegalStateException(new SQLException("?", state))))
                .isFalse();
    }

    @Test
    void itIsFoundAmongWhatIsSuppressedOrFollowsAndCirclesEnd() {
        Exception commit = new IllegalStateException("commit failed");
        commit.addSuppressed(new RuntimeException(new SQLRecoverableException("gone")));
        SQLException first = new SQLException("?", "42P01");
        first.setNextException(new SQLException("?", "08003"));
        Exception one = new IOException("one");
        Exception other = new IOException("other", one);
        one.initCause(other);

        assertThat(BrokenConnection.isIn(new IOException(commit))).isTrue();
        assertThat(BrokenConnection.isIn(first)).isTrue();
        assertThat(BrokenConnection.isIn(new EventStoreUnavailable("away", new SQLException("?", "57P01"))))
                .isTrue();
        assertThat(BrokenConnection.isIn(new EventStoreUnavailable("marked for rollback", new SQLException("?"))))
                .isFalse();
        assertThat(BrokenConnection.isIn(one)).isFalse();
    }
}
