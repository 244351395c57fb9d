package org.commandery.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerDirectoryTest {

    @TempDir
    private Path root;

    private Path shipped;
    private Path own;
    private ServerDirectory directory;

    @BeforeEach
    void serverHome() throws IOException {
        Path configuration = Files.createDirectories(
                root.resolve("home").resolve("standalone").resolve("configuration"));
        shipped = Files.writeString(configuration.resolve("standalone.xml"), "first");
        own = root.resolve("own").resolve("configuration").resolve("standalone.xml");
        directory = new ServerDirectory(root.resolve("home"), root.resolve("own"), "standalone.xml");
    }

    @Test
    void theFirstStartCopiesTheConfiguration() throws IOException {
        directory.prepare(List.of());

        assertThat(own).hasContent("first");
    }

    @Test
    void whatIsChangedInTheConsoleIsKeptAtTheNextStart() throws IOException {
        directory.prepare(List.of());
        Files.writeString(own, "changed in the console");

        directory.prepare(List.of());

        assertThat(own).hasContent("changed in the console");
    }

    @Test
    void aNewConfigurationOfTheBuildWins() throws IOException {
        directory.prepare(List.of());
        Files.writeString(own, "changed in the console");
        Files.writeString(shipped, "second");

        directory.prepare(List.of());

        assertThat(own).hasContent("second");
    }

    @Test
    void onlyTheArchivesOfThisStartAreDeployed() throws IOException {
        Path earlier = Files.writeString(root.resolve("earlier.war"), "");
        Path now = Files.writeString(root.resolve("now.war"), "");
        directory.prepare(List.of(earlier));
        Files.writeString(root.resolve("own").resolve("deployments").resolve("earlier.war.deployed"), "");

        directory.prepare(List.of(now));

        assertThat(root.resolve("own").resolve("deployments"))
                .isDirectoryContaining("glob:**now.war")
                .isDirectoryNotContaining("glob:**earlier*");
    }
}
