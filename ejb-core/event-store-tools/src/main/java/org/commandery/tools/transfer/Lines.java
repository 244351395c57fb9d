package org.commandery.tools.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The whole lines of a file, and where in it they end. What follows the last line break was cut off while it was written, and is no line. */
final class Lines implements Closeable {

    private final InputStream input;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;

    Lines(InputStream input) {
        this.input = new BufferedInputStream(input, 1 << 16);
    }

    /** The next line, without its break; null at the end. */
    @Nullable
    String next() throws IOException {
        line.reset();
        for (int next = input.read(); next >= 0; next = input.read()) {
            if (next == '\n') {
                offset += line.size() + 1L;
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(next);
        }
        return null;
    }

    /** How many bytes the lines that were read take, with their breaks. */
    long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
