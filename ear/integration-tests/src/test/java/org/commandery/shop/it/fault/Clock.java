package org.commandery.shop.it.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.commandery.launcher.ServerSettings;

/**
 * The clock of one server, which can be set while it runs: by libfaketime, of Debian's package of that name. Nothing else of the machine sees it. The time that
 * only goes forward ({@code System.nanoTime}) is left alone, as it is when a real clock is set.
 */
final class Clock {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private final Path file;

    /** @param directory where the file is that says how far the clock is off */
    Clock(Path directory) throws IOException {
        this.file = directory.resolve("clock");
        Files.writeString(file, "+0");
    }

    /** Whether the library is installed. */
    static boolean isAvailable() {
        return Files.exists(LIBRARY);
    }

    /** A server that goes by this clock. */
    ServerSettings set(ServerSettings settings) {
        return settings.withEnvironment("LD_PRELOAD", LIBRARY)
                .withEnvironment("FAKETIME_TIMESTAMP_FILE", file)
                .withEnvironment("FAKETIME_CACHE_DURATION", 1)
                .withEnvironment("FAKETIME_DONT_FAKE_MONOTONIC", 1)
                .withEnvironment("DONT_FAKE_MONOTONIC", 1)
                // What it guesses by itself is wrong here: each timed wait would end at once, and the server spin.
                .withEnvironment("FAKETIME_FORCE_MONOTONIC_FIX", 0)
                .withEnvironment("NO_FAKE_STAT", 1);
    }

    /** Has it be off by so much from now on. */
    void jump(Duration offset) throws IOException {
        Files.writeString(file, "%+d".formatted(offset.toSeconds()));
    }

    /** How far a server's clock is off, by what it says over HTTP. */
    static Duration offset(URI server) throws IOException, InterruptedException {
        var response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.resolve("/api")).build(), BodyHandlers.discarding());
        String date = response.headers().firstValue("Date").orElseThrow();
        return Duration.between(ZonedDateTime.now(), ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
    }
}
