package org.commandery.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @Test
    void theLockOfAnEndedRunIsNoObstacle(@TempDir Path data) throws IOException {
        Files.writeString(data.resolve("run.lock"), "4711\n");

        RunLock.acquire(data).close();

        assertThat(data.resolve("run.lock"))
                .hasContent(String.valueOf(ProcessHandle.current().pid()));
    }

    @Test
    void aSecondRunOnTheSameDataIsToldWhoHasIt(@TempDir Path data) throws Exception {
        var lock = RunLock.acquire(data.resolve("global"));
        try {
            Process second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dserver.home=" + data,
                            "-Dserver.scripts=" + data,
                            "-Dears=" + data,
                            "-Darchitecture=global",
                            "-Ddata.directory=" + data,
                            "-classpath",
                            System.getProperty("java.class.path"),
                            Launcher.class.getName())
                    .redirectErrorStream(true)
                    .start();

            assertThat(new String(second.getInputStream().readAllBytes()))
                    .contains("another run (process " + ProcessHandle.current().pid() + ")")
                    .contains("-Ddata.directory");
            assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
        } finally {
            lock.close();
        }
    }
}
