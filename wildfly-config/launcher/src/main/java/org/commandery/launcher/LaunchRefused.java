package org.commandery.launcher;

/** The main job cannot start here. The message tells the user what stands in the way and how to move it. */
final class LaunchRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LaunchRefused(String message) {
        super(message);
    }
}
