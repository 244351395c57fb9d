package org.commandery.shop.it.architecture;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Takes the spans that a server exports by OTLP over HTTP.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>, and for the numbers of the fields
 *     <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
final class Collector implements AutoCloseable {

    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;

    /**
     * A span.
     *
     * @param trace the id of its trace
     * @param parent the id of its parent; empty when it has none
     */
    record Span(String name, String trace, String id, String parent) {

        private static final int TRACE_ID = 1;
        private static final int SPAN_ID = 2;
        private static final int PARENT_SPAN_ID = 4;
        private static final int NAME = 5;

        private static Span of(UnknownFieldSet fields) {
            return new Span(
                    bytes(fields, NAME).toStringUtf8(),
                    hex(bytes(fields, TRACE_ID)),
                    hex(bytes(fields, SPAN_ID)),
                    hex(bytes(fields, PARENT_SPAN_ID)));
        }

        private static ByteString bytes(UnknownFieldSet fields, int number) {
            return fields.getField(number).getLengthDelimitedList().stream()
                    .findFirst()
                    .orElse(ByteString.EMPTY);
        }

        private static String hex(ByteString bytes) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        }
    }

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange));
        server.createContext("/v1/traces", exchange -> {
            take(exchange);
            answer(exchange);
        });
        server.start();
    }

    /** Where it takes what is exported. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The spans of a trace that have come so far. */
    List<Span> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            Stream.of(UnknownFieldSet.parseFrom(body))
                    .flatMap(request -> messages(request, RESOURCE_SPANS))
                    .flatMap(resource -> messages(resource, SCOPE_SPANS))
                    .flatMap(scope -> messages(scope, SPANS))
                    .map(Span::of)
                    .forEach(spans::add);
        }
    }

    private static Stream<UnknownFieldSet> messages(UnknownFieldSet fields, int number) {
        return fields.getField(number).getLengthDelimitedList().stream().map(bytes -> {
            try {
                return UnknownFieldSet.parseFrom(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
