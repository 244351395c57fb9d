package org.commandery.runtime.tenant;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * A part of the server's JNDI tree in which each datasource is a tenant. A datasource that was removed from the server's management counts as gone
 * even where its name stays bound until a reload.
 */
final class TenantDirectory {

    private static final String SUBSYSTEM = "jboss.as:subsystem=datasources";
    private static final String DATASOURCES = "jboss.as:subsystem=datasources,data-source=*";
    private static final String XA_DATASOURCES = "jboss.as:subsystem=datasources,xa-data-source=*";

    private final String name;

    /** @param name the JNDI name of the part, as in {@code java:jboss/datasources/tenants} */
    TenantDirectory(String name) {
        this.name = name;
    }

    /**
     * The tenants that are there now, and the datasource of each.
     *
     * @throws NamingException when JNDI fails
     */
    Map<String, BoundDatasource> list() throws NamingException {
        Map<String, BoundDatasource> tenants = new TreeMap<>();
        Optional<Set<String>> managed = managedNames();
        NamingEnumeration<NameClassPair> bindings;
        try {
            bindings = new InitialContext().list(name);
        } catch (NameNotFoundException e) {
            return tenants;
        }
        while (bindings.hasMore()) {
            String tenant = bindings.next().getName();
            String jndiName = name + "/" + tenant;
            if (managed.map(names -> names.contains(jndiName)).orElse(true)) {
                datasource(jndiName).ifPresent(datasource -> tenants.put(tenant, datasource));
            }
        }
        return tenants;
    }

    private static Optional<BoundDatasource> datasource(String jndiName) {
        try {
            return new InitialContext().lookup(jndiName) instanceof DataSource dataSource
                    ? Optional.of(new BoundDatasource(jndiName, dataSource))
                    : Optional.empty();
        } catch (NamingException e) {
            // It is on its way out, or not quite in: the next look will tell.
            return Optional.empty();
        }
    }

    /** The JNDI names of all datasources in the server's management; empty where there is no such management. */
    private static Optional<Set<String>> managedNames() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            if (!server.isRegistered(new ObjectName(SUBSYSTEM))) {
                return Optional.empty();
            }
            Set<ObjectName> datasources = new HashSet<>(server.queryNames(new ObjectName(DATASOURCES), null));
            datasources.addAll(server.queryNames(new ObjectName(XA_DATASOURCES), null));
            Set<String> names = new HashSet<>();
            for (ObjectName datasource : datasources) {
                jndiName(server, datasource).ifPresent(names::add);
            }
            return Optional.of(names);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> jndiName(MBeanServer server, ObjectName datasource) {
        try {
            return Optional.of(String.valueOf(server.getAttribute(datasource, "jndiName")));
        } catch (JMException e) {
            // Removed between the two questions.
            return Optional.empty();
        }
    }
}
