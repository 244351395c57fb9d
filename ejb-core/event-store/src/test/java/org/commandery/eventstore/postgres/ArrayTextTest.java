package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrayTextTest {

    private static final String[] AWKWARD = {
        "plain",
        "{\"a\": \"b\\\"c\\\\\", \"d\": [1,2]}",
        "NULL",
        " ",
        ",",
        "{}",
        "a'b",
        "ä€𝄞",
        "line\nbreak\t",
        "\u001f",
        "x\u001f"
    };

    /** How the elements are set. */
    private interface Binding {
        void on(PreparedStatement statement) throws SQLException;
    }

    @Test
    void textsArriveAsTheyAre() throws SQLException {
        assertThat(array("SELECT ?::text[]", statement -> ArrayText.setTexts(statement, 1, AWKWARD)))
                .isEqualTo(AWKWARD);
    }

    @Test
    void textsBetweenSeparatorsArriveAsTheyAreEvenWithSuchASeparatorInThem() throws SQLException {
        String[] json = {"{\"a\": \"b\\\"c\"}", "[]"};

        assertThat(array(separated(), statement -> ArrayText.setSeparated(statement, 1, json)))
                .isEqualTo(json);
        assertThat(array(separated(), statement -> ArrayText.setSeparated(statement, 1, AWKWARD)))
                .isEqualTo(AWKWARD);
        assertThat(array(separated(), statement -> ArrayText.setSeparated(statement, 1, new String[] {""})))
                .isEqualTo(new Object[] {""});
    }

    private static String separated() {
        return "SELECT " + ArrayText.SEPARATED;
    }

    @Test
    void elementsMayBeMissingAndWhatNoneHasIsMissingAsAWhole() throws SQLException {
        UUID id = UUID.randomUUID();

        assertThat(array("SELECT ?::uuid[]", statement -> ArrayText.set(statement, 1, new UUID[] {null, id})))
                .isEqualTo(new UUID[] {null, id});
        assertThat(array("SELECT ?::bool[]", statement -> ArrayText.set(statement, 1, new Boolean[] {true, null})))
                .isEqualTo(new Boolean[] {true, null});
        assertThat(array("SELECT ?::text[]", statement -> ArrayText.setTexts(statement, 1, new String[] {null, "a"})))
                .isEqualTo(new String[] {null, "a"});
        assertThat(array("SELECT ?::text[]", statement -> ArrayText.setTexts(statement, 1, new String[] {null, null})))
                .isNull();
        assertThat(array("SELECT ?::int[]", statement -> ArrayText.set(statement, 1, new Integer[0])))
                .isEqualTo(new Integer[0]);
    }

    private static @Nullable Object array(String sql, Binding binding) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.on(statement);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getArray(1) == null ? null : row.getArray(1).getArray();
            }
        }
    }
}
