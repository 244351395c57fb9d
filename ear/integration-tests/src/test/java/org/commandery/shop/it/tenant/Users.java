package org.commandery.shop.it.tenant;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The users of a server, written as its {@code add-user.sh} writes them. All have the password {@value #PASSWORD}. */
final class Users {

    private static final String PASSWORD = "tea-for-2";
    private static final String REALM = "ApplicationRealm";

    private final StringBuilder users = new StringBuilder("#$REALM_NAME=" + REALM + "$\n");
    private final StringBuilder roles = new StringBuilder();

    Users with(String name, String itsRoles) {
        users.append(name).append('=').append(hash(name)).append('\n');
        roles.append(name).append('=').append(itsRoles).append('\n');
        return this;
    }

    /** @param configuration the server's directory of that name */
    void write(Path configuration) throws IOException {
        Files.writeString(configuration.resolve("application-users.properties"), users);
        Files.writeString(configuration.resolve("application-roles.properties"), roles);
    }

    private static String hash(String name) {
        try {
            byte[] text = "%s:%s:%s".formatted(name, REALM, PASSWORD).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of the header {@code Authorization} for a user. */
    static String credentials(String name) {
        return credentials(name, PASSWORD);
    }

    static String credentials(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
