/** Personal data: encrypted on the way to the store, decrypted on the way back, forgotten on demand. */
@NullMarked
package org.commandery.runtime.personal;

import org.jspecify.annotations.NullMarked;
