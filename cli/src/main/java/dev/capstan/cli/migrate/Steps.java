package dev.capstan.cli.migrate;

import dev.capstan.cli.migrate.takeover.Progress;
import dev.capstan.cli.terminal.SlowNotice;
import java.io.PrintWriter;

/** Says what is done, and meanwhile what takes long. */
final class Steps implements Progress, AutoCloseable {

    private final PrintWriter out;
    private SlowNotice notice = SlowNotice.over("beginning");

    Steps(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begins(String text) {
        notice.close();
        notice = SlowNotice.over(text);
    }

    @Override
    public void done(String text) {
        notice.close();
        out.println("✓ " + text);
        out.flush();
    }

    @Override
    public void close() {
        notice.close();
    }
}
