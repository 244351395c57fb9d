package org.commandery.runtime.tenant;

import javax.sql.DataSource;

/**
 * A datasource of the server. One that was removed and added again under its name is another one.
 *
 * @param jndiName where it is bound
 * @param dataSource what was bound there
 */
public record BoundDatasource(String jndiName, DataSource dataSource) {}
