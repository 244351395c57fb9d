package org.commandery.shop.it.guarded;

import jakarta.annotation.security.RolesAllowed;

/**
 * Opens a gate.
 *
 * @param id the gate's identity
 */
@RolesAllowed("guard")
public record OpenGate(String id) {}
