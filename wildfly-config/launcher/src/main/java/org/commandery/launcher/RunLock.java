package org.commandery.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One run a data directory. The operating system gives the lock back however the run ends, so a leftover file means nothing.
 */
final class RunLock implements AutoCloseable {

    /** Behind the text, so that systems with mandatory locks let others read who holds it. */
    private static final long LOCKED_BYTE = 1024;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    static RunLock acquire(Path data) throws IOException {
        Files.createDirectories(data);
        Path file = data.resolve("run.lock");
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
            channel.close();
            throw new LaunchRefused(
                    "another run (process " + Files.readString(file).strip() + ") uses the data in "
                            + data + ": stop it, or give this one its own by -Ddata.directory=<directory>"
                            + " and other ports by -Dports.offset=100");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
        return new RunLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
