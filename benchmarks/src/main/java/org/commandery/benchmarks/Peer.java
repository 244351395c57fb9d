package org.commandery.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.commandery.benchmarks.measuring.Site;

/** A second JVM, as the first one sees it. */
final class Peer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;

    /**
     * Starts it on the site's store, which must have its schema.
     *
     * @param writers how many threads append there
     */
    Peer(Site site, int writers) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        OtherNode.class.getName(),
                        site.jdbcUrl(),
                        Integer.toString(writers))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Has its threads append in a closed loop. */
    void startAppending(Duration duration) {
        request(OtherNode.APPEND, duration);
    }

    /** Their rate, when they are ready. */
    double rate() throws IOException {
        return Double.parseDouble(answer());
    }

    /** Has it append at a steady pace, and returns what it was told about each event. */
    List<Trickle.Acknowledged> trickle(Duration duration) throws IOException {
        request(OtherNode.TRICKLE, duration);
        return Arrays.stream(answer().split(" "))
                .map(Trickle.Acknowledged::read)
                .toList();
    }

    private void request(String what, Duration duration) {
        requests.println(what + " " + duration.toMillis());
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the second JVM has ended");
        }
        return line;
    }

    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
