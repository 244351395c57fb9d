package org.commandery.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessIT {

    private static final Path HOME = Path.of(System.getProperty("server.home"));

    @TempDir
    private Path directory;

    @Test
    void serversOfOneHomeRunSideBySideAndSurviveEachOthersEnd() throws Exception {
        Path page = archive("page.war", "index.html", "hello");
        try (var first = ServerProcess.start(settings("first").deploying(page)).awaitReady();
                var second = ServerProcess.start(settings("second").deploying(page))) {
            second.awaitReady();
            assertThat(get(first)).isEqualTo("hello");
            assertThat(get(second)).isEqualTo("hello");

            first.kill();
            assertThat(ProcessHandle.of(first.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(get(second)).isEqualTo("hello");

            second.stop();
            assertThat(second.isAlive()).isFalse();
            assertThat(Files.readString(second.log())).contains("WFLYSRV0050");
        }
    }

    @Test
    void aKilledServerStartsAgainInItsDirectory() throws Exception {
        var settings = settings("again").deploying(archive("page.war", "index.html", "still here"));
        try (var killed = ServerProcess.start(settings).awaitReady()) {
            killed.kill();
        }

        try (var server = ServerProcess.start(settings).awaitReady()) {
            assertThat(get(server)).isEqualTo("still here");
        }
    }

    @Test
    void anArchiveThatIsRefusedEndsTheStartWithTheReason() throws IOException {
        Path broken = archive("broken.war", "WEB-INF/web.xml", "this is no XML");
        var server = ServerProcess.start(settings("broken").deploying(broken));

        assertThatExceptionOfType(ServerNotStarted.class)
                .isThrownBy(server::awaitReady)
                .withMessageContaining("broken.war")
                .withMessageContaining("server.log");
        assertThat(server.isAlive()).isFalse();
    }

    private ServerSettings settings(String name) {
        return ServerSettings.of(HOME, directory.resolve(name)).on(ServerPorts.free());
    }

    private static String get(ServerProcess server) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(server.http().resolve("page/index.html")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private Path archive(String name, String entry, String content) throws IOException {
        Path archive = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(archive);
                var zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return archive;
    }
}
