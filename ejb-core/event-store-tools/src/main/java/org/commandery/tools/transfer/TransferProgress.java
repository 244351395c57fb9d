package org.commandery.tools.transfer;

/** Is told how far an import or an export is. */
@FunctionalInterface
public interface TransferProgress {

    /** Nobody wants to know. */
    TransferProgress NONE = (done, total) -> {};

    /**
     * Called now and then.
     *
     * @param done how much is done: positions for an export, bytes of the file for an import
     * @param total how much there is
     */
    void at(long done, long total);
}
