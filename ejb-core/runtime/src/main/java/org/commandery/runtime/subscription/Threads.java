package org.commandery.runtime.subscription;

/** The threads of subscriptions. */
final class Threads {

    private Threads() {}

    /**
     * A platform thread that inherits nothing from the thread that happens to create it: neither its thread locals nor its context class loader,
     * which would keep an undeployed application in memory.
     */
    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setContextClassLoader(Threads.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until a thread has ended, whatever interrupts; does not wait for itself or for one that never started. */
    static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
