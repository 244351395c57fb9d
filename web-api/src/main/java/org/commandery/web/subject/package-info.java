/** Those whose personal data the events hold: who was forgotten, and who is to be. */
@NullMarked
package org.commandery.web.subject;

import org.jspecify.annotations.NullMarked;
