package org.commandery.personal;

import org.commandery.event.EventType;

/**
 * A data subject was forgotten: whoever keeps something of it elsewhere, as in the table of a read model, removes it now. A handler takes this as any
 * other event of the application. Why and by whom is in the record, see {@link DataSubjects#forgotten}.
 *
 * @param subject who
 */
@EventType("subject-forgotten")
public record SubjectForgotten(String subject) {}
