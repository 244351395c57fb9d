package org.commandery.tools.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.commandery.tools.transfer.TransferProgress;

/** A progress bar on the error output, so that the output can be used by other programs. */
final class Progress implements TransferProgress, AutoCloseable {

    private final ProgressBar bar;

    Progress(String task) {
        bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(1).build();
    }

    @Override
    public void at(long done, long total) {
        bar.maxHint(total);
        bar.stepTo(done);
    }

    /** Ends the bar and says what was done. */
    void finish(String done) {
        bar.close();
        System.out.println(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
