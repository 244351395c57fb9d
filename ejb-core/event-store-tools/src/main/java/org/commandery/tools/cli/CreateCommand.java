package org.commandery.tools.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.commandery.eventstore.EventStoreUnavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "create",
        description = "Creates the database and the schema, unless they are there.",
        mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {

    @Mixin
    private StoreOptions store;

    private static final String EXISTS = """
            SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)
            """;

    @Override
    public Integer call() {
        String database = store.databaseName();
        say("database", database, createDatabase(database));
        say("schema", store.schemaName(), store.schema().create());
        return 0;
    }

    private boolean createDatabase(String database) {
        try (Connection connection = store.maintenanceDatabase().getConnection();
                PreparedStatement exists = connection.prepareStatement(EXISTS);
                Statement create = connection.createStatement()) {
            exists.setString(1, database);
            try (ResultSet row = exists.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    return false;
                }
            }
            create.execute("CREATE DATABASE " + create.enquoteIdentifier(database, true));
            return true;
        } catch (SQLException e) {
            throw new EventStoreUnavailable(
                    "the database '%s' could not be created: %s".formatted(database, e.getMessage()), e);
        }
    }

    private static void say(String what, String name, boolean created) {
        System.out.printf("the %s '%s' %s%n", what, name, created ? "was created" : "is there already");
    }
}
