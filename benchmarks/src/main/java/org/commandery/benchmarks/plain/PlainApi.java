package org.commandery.benchmarks.plain;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All resources that there are, at the application's root. */
@ApplicationPath("/")
public class PlainApi extends Application {}
