package org.commandery.shop.it.fault;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals of POSIX, which Java cannot send. */
final class Signals {

    private Signals() {}

    /** Sends one to a process. */
    static void send(String signal, long pid) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("process %d did not take signal %s".formatted(pid, signal));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
