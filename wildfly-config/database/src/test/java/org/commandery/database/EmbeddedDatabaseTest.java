package org.commandery.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @Test
    void whatIsCommittedIsOnDisk() throws SQLException {
        var database = EmbeddedDatabase.shared();

        assertThat(query(database, "SHOW fsync")).isEqualTo("on");
        assertThat(query(database, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query(database, "SHOW full_page_writes")).isEqualTo("on");
    }

    @Test
    void itListensOnLoopbackOnlyAndTakesPreparedTransactions() throws SQLException {
        var database = EmbeddedDatabase.shared();

        assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query(database, "SHOW max_prepared_transactions")).isEqualTo("64");
        assertThat(query(database, "SHOW server_version")).startsWith("18.");
    }

    @Test
    void theSharedServerIsOneAndTheSame() {
        assertThat(EmbeddedDatabase.shared()).isSameAs(EmbeddedDatabase.shared());
    }

    @Test
    void aDatabaseIsCreatedOnceHoweverOftenItIsAskedFor() throws Exception {
        var database = EmbeddedDatabase.shared();
        String name = "a \"name\" with; everything";
        var together = new CountDownLatch(1);
        var threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        together.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    database.createDatabase(name);
                }))
                .toList();
        threads.forEach(Thread::start);
        together.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        database.createDatabase(name);

        try (var connection = DriverManager.getConnection(database.jdbcUrl(name))) {
            assertThat(connection.getCatalog()).isEqualTo(name);
        }
    }

    @Test
    void aTemporaryServerLeavesNothingBehind() throws SQLException {
        Path data;
        ProcessHandle process;
        try (var database = EmbeddedDatabase.temporary()) {
            data = Path.of(query(database, "SHOW data_directory"));
            process = process(database);
            assertThat(process.isAlive()).isTrue();
        }

        assertThat(process.isAlive()).isFalse();
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void aKeptServerFindsItsDataAgain(@TempDir Path directory) throws SQLException {
        Path data = directory.resolve("kept");
        try (var database = EmbeddedDatabase.kept(data, 0)) {
            database.createDatabase("shop");
        }

        try (var database = EmbeddedDatabase.kept(data, 0)) {
            assertThat(query(database, "SELECT count(*) FROM pg_database WHERE datname = 'shop'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aKilledServerIsRecoveredAtTheNextStart(@TempDir Path directory) throws SQLException {
        Path data = directory.resolve("killed");
        try (var database = EmbeddedDatabase.kept(data, 0)) {
            database.createDatabase("shop");
            var process = process(database);
            process.destroyForcibly();
            process.onExit().join();
            assertThat(data.resolve("postmaster.pid")).exists();
        }

        try (var database = EmbeddedDatabase.kept(data, 0)) {
            assertThat(query(database, "SELECT count(*) FROM pg_database WHERE datname = 'shop'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aPidFileWhoseNumberIsSomeoneElsesNowIsNoObstacle(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("reused");
        EmbeddedDatabase.kept(data, 0).close();
        Files.writeString(data.resolve("postmaster.pid"), pidFileOf(ProcessHandle.current()));

        try (var database = EmbeddedDatabase.kept(data, 0)) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aSecondServerOnTheSameDataIsRefused(@TempDir Path directory) throws SQLException {
        Path data = directory.resolve("contended");
        try (var database = EmbeddedDatabase.kept(data, 0)) {
            long pid = process(database).pid();

            assertThatExceptionOfType(DatabaseInUse.class)
                    .isThrownBy(() -> EmbeddedDatabase.kept(data, 0))
                    .withMessageContaining(data.getFileName().toString())
                    .satisfies(refused -> assertThat(refused.pid()).isEqualTo(pid));
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aDirectoryThatHoldsOtherFilesIsRefusedAndLeftAsItIs(@TempDir Path directory) throws IOException {
        Path letter = Files.writeString(directory.resolve("letter.txt"), "dear");

        assertThatExceptionOfType(DatabaseNotStarted.class)
                .isThrownBy(() -> EmbeddedDatabase.kept(directory, 0))
                .withMessageContaining("other files");
        assertThat(letter).hasContent("dear");
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = database.dataSource("postgres").getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static ProcessHandle process(EmbeddedDatabase database) throws SQLException {
        try {
            return new Postmaster(Path.of(query(database, "SHOW data_directory")))
                    .find()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The first line is all that counts here: a process that is alive and no server. */
    private static String pidFileOf(ProcessHandle process) {
        return process.pid() + "\n";
    }
}
