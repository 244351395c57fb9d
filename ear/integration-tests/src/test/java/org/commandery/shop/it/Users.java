package org.commandery.shop.it;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The users of a server, written as its {@code add-user.sh} writes them. All have the password {@value #PASSWORD}. */
public final class Users {

    /** What all of them know. */
    public static final String PASSWORD = "tea-for-2";

    private final String realm;
    private final String usersFile;
    private final String rolesFile;
    private final StringBuilder users;
    private final StringBuilder roles = new StringBuilder();

    private Users(String realm, String usersFile, String rolesFile) {
        this.realm = realm;
        this.usersFile = usersFile;
        this.rolesFile = rolesFile;
        this.users = new StringBuilder("#$REALM_NAME=%s$%n".formatted(realm));
    }

    /** Those whom applications know. */
    public static Users ofApplications() {
        return new Users("ApplicationRealm", "application-users.properties", "application-roles.properties");
    }

    /** Those whom management knows. */
    public static Users ofManagement() {
        return new Users("ManagementRealm", "mgmt-users.properties", "mgmt-groups.properties");
    }

    /** @param itsRoles separated by commas */
    public Users with(String name, String itsRoles) {
        users.append("%s=%s%n".formatted(name, hash(name)));
        roles.append("%s=%s%n".formatted(name, itsRoles));
        return this;
    }

    /**
     * Writes them, and lets the server know.
     *
     * @param management of the server
     * @param directory the server's
     */
    public void writeFor(Management management, Path directory) throws IOException {
        Path configuration = directory.resolve("configuration");
        Files.writeString(configuration.resolve(usersFile), users);
        Files.writeString(configuration.resolve(rolesFile), roles);
        management.reloadUsers(realm);
    }

    private String hash(String name) {
        try {
            byte[] text = "%s:%s:%s".formatted(name, realm, PASSWORD).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes them for the server of the tests, which takes them at once. */
    void writeForTests() throws IOException {
        URI address = URI.create("remote+http://127.0.0.1:" + System.getProperty("test.management.port"));
        try (Management management = new Management(address)) {
            writeFor(management, Path.of("target/server"));
        }
    }

    /** The value of the header {@code Authorization} for a user. */
    public static String credentials(String name) {
        return credentials(name, PASSWORD);
    }

    /** The same with another password. */
    public static String credentials(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
