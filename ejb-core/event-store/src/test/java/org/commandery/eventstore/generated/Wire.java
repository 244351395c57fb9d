package org.commandery.eventstore.generated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The network between a node and the database: it can be slow, stand still, lose answers, and be cut. */
final class Wire implements AutoCloseable {

    private static final int BUFFER = 16_384;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    /** How many want it to stand still. */
    private int stops;

    private volatile long delayMillis;

    /** @param target the database's port on this machine */
    Wire(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where the database seems to be. */
    int port() {
        return listener.getLocalPort();
    }

    /** Ends all connections. What the database has been asked to do, it still does. */
    void cut() {
        sockets.forEach(Wire::close);
    }

    /** Loses that many answers of the database, each with its connection. */
    void loseAnswers(int count) {
        answersToLose.set(count);
    }

    /** Lets nothing through until {@link #go} was called as often. */
    synchronized void stop() {
        stops++;
    }

    synchronized void go() {
        stops--;
        notifyAll();
    }

    private synchronized void awaitGo() throws InterruptedException {
        while (stops > 0) {
            wait();
        }
    }

    /** Lets everything through that much later. */
    void delay(Duration delay) {
        delayMillis = delay.toMillis();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // Closed, or the client gave up.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(server);
            start(() -> pump(client, server, false));
            start(() -> pump(server, client, true));
        } catch (IOException e) {
            // The database is away: so it is for the client.
            client.close();
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitGo();
                if (delayMillis > 0) {
                    closed.await(delayMillis, TimeUnit.MILLISECONDS);
                }
                if (answers && answersToLose.get() > 0 && answersToLose.getAndDecrement() > 0) {
                    return;
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // One side has gone; the other one is closed with it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more in any case.
        }
    }

    /** No fault is under way any more when a wire is closed. */
    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
