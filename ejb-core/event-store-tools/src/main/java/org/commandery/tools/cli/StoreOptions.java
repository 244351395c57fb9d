package org.commandery.tools.cli;

import javax.sql.DataSource;
import org.commandery.eventstore.postgres.EventStoreSchema;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which store a command is for. */
final class StoreOptions {

    private static final String ASK = "${COMMANDERY_";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--url",
            required = true,
            defaultValue = ASK + "URL}",
            paramLabel = "JDBC_URL",
            description = "the database, as in jdbc:postgresql://host/database?user=name; or in COMMANDERY_URL")
    private String url;

    @Option(
            names = "--user",
            defaultValue = ASK + "USER}",
            description = "the database user, unless the URL names it; or in COMMANDERY_USER")
    private @Nullable String user;

    @Option(
            names = "--password",
            interactive = true,
            arity = "0..1",
            defaultValue = ASK + "PASSWORD}",
            description = "the user's password; asked for when nothing follows; or in COMMANDERY_PASSWORD")
    private @Nullable String password;

    @Option(
            names = "--schema",
            required = true,
            defaultValue = ASK + "SCHEMA}",
            description = "the store's schema; or in COMMANDERY_SCHEMA")
    private String schema;

    String schemaName() {
        return schema;
    }

    DataSource dataSource() {
        return source();
    }

    EventStoreSchema schema() {
        return new EventStoreSchema(dataSource(), schema);
    }

    PostgresEventStore open() {
        return PostgresEventStore.builder(dataSource()).schema(schema).build();
    }

    /** The name of the database in the URL. */
    String databaseName() {
        return String.valueOf(source().getDatabaseName());
    }

    /** The database that every PostgreSQL server has, from which others are created. */
    DataSource maintenanceDatabase() {
        PGSimpleDataSource source = source();
        source.setDatabaseName("postgres");
        return source;
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--url is no address of PostgreSQL: " + url, e);
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        source.setApplicationName("commandery");
        return source;
    }
}
