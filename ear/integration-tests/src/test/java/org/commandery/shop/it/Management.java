package org.commandery.shop.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.ClientConstants;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/** The management of a running server, over the protocol that its command line speaks. */
public final class Management implements AutoCloseable {

    private static final String DATASOURCE = "data-source";

    private final ModelControllerClient client;

    /** @param server where management answers */
    public Management(URI server) {
        try {
            client = ModelControllerClient.Factory.create(server.getHost(), server.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a datasource; when this returns, the server has bound it. */
    public void addDatasource(String name, Map<String, String> attributes) {
        ModelNode add = Operations.createAddOperation(datasource(name));
        attributes.forEach((attribute, value) -> add.get(attribute).set(value));
        execute(add);
    }

    /** Removes a datasource; when this returns, it is no longer bound. */
    public void removeDatasource(String name) {
        ModelNode remove = Operations.createRemoveOperation(datasource(name));
        remove.get(ClientConstants.OPERATION_HEADERS, "allow-resource-service-restart")
                .set(true);
        execute(remove);
    }

    /** Removes a datasource as somebody does who forgets the header: the server leaves it bound until it is reloaded. */
    public void removeDatasourceUntilReload(String name) {
        execute(Operations.createRemoveOperation(datasource(name)));
    }

    /** Sets a system property that the server does not have, until it is removed. */
    public void addSystemProperty(String name, String value) {
        ModelNode add = Operations.createAddOperation(Operations.createAddress("system-property", name));
        add.get("value").set(value);
        execute(add);
    }

    /** Removes a system property of the server. */
    public void removeSystemProperty(String name) {
        execute(Operations.createRemoveOperation(Operations.createAddress("system-property", name)));
    }

    /** Changes a system property of the server. Deployments may have read it already. */
    public void systemProperty(String name, String value) {
        ModelNode address = Operations.createAddress("system-property", name);
        execute(Operations.createWriteAttributeOperation(address, "value", value));
    }

    /**
     * Deploys an archive from where it is; returns when that is done.
     *
     * @throws IllegalStateException with what the server says, when it refuses the archive; then it has nothing of it
     */
    public void deploy(Path archive) {
        ModelNode add = Operations.createAddOperation(
                Operations.createAddress("deployment", archive.getFileName().toString()));
        ModelNode content = add.get("content").get(0);
        content.get("path").set(archive.toString());
        content.get("archive").set(true);
        add.get("enabled").set(true);
        execute(add);
    }

    /** Undeploys an archive and deploys it again; returns when that is done. */
    public void redeploy(String archive) {
        execute(Operations.createOperation("redeploy", Operations.createAddress("deployment", archive)));
    }

    /**
     * Stops or starts the delivery to a message-driven bean, as its console does.
     *
     * @param archive the EAR
     * @param module the module of the bean
     * @param bean the bean's name
     * @param operation {@code stop-delivery} or {@code start-delivery}
     */
    public void delivery(String archive, String module, String bean, String operation) {
        execute(Operations.createOperation(
                operation,
                Operations.createAddress(
                        "deployment",
                        archive,
                        "subdeployment",
                        module,
                        "subsystem",
                        "ejb3",
                        "message-driven-bean",
                        bean)));
    }

    /** Lets the server read its files of users and roles again. */
    public void reloadUsers(String realm) {
        ModelNode address = Operations.createAddress("subsystem", "elytron", "properties-realm", realm);
        execute(Operations.createOperation("load", address));
    }

    /** An attribute of the server's virtual machine, as in {@code thread-count} of {@code threading}. */
    public long ofVirtualMachine(String part, String attribute) {
        ModelNode address = Operations.createAddress("core-service", "platform-mbean", "type", part);
        return execute(Operations.createReadAttributeOperation(address, attribute))
                .asLong();
    }

    private static ModelNode datasource(String name) {
        return Operations.createAddress("subsystem", "datasources", DATASOURCE, name);
    }

    /**
     * Executes an operation.
     *
     * @return its result
     * @throws IllegalStateException when the server refuses it
     */
    public ModelNode execute(ModelNode operation) {
        try {
            ModelNode outcome = client.execute(operation);
            if (!Operations.isSuccessfulOutcome(outcome)) {
                throw new IllegalStateException(
                        Operations.getFailureDescription(outcome).asString());
            }
            return Operations.readResult(outcome);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
