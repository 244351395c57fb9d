package org.commandery.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAwayTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "57P01", "53300", "42P01", "3F000", "42501"})
    void aDatabaseIsAwayWhenItsStateSaysSo(String state) {
        assertThat(DatabaseAway.isCauseOf(new PersistenceException(new SQLException("", state))))
                .isTrue();
    }

    @Test
    void aDatabaseIsAwayWhenThePoolHasNoConnection() {
        assertThat(DatabaseAway.isCauseOf(new PersistenceException(new SQLException(new ResourceException()))))
                .isTrue();
        assertThat(DatabaseAway.isCauseOf(new SQLTransientConnectionException()))
                .isTrue();
    }

    @Test
    void aStatementThatFailsIsNoSign() {
        assertThat(DatabaseAway.isCauseOf(new SQLException("duplicate key", "23505")))
                .isFalse();
        assertThat(DatabaseAway.isCauseOf(new SQLException("no state"))).isFalse();
        assertThat(DatabaseAway.isCauseOf(new IllegalStateException())).isFalse();
    }

    @Test
    void aRingOfCausesComesToAnEnd() {
        Exception one = new Exception();
        Exception other = new Exception(one);
        one.initCause(other);

        assertThat(DatabaseAway.isCauseOf(one)).isFalse();
    }
}
