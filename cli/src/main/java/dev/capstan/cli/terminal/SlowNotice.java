package dev.capstan.cli.terminal;

import dev.capstan.devcluster.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells what goes on when it takes longer than people wait without asking. Says nothing about what is quick. */
public final class SlowNotice implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Progress progress;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread watch;
    private volatile String work;

    private SlowNotice(Progress progress, String work) {
        this.progress = progress;
        this.work = work;
        this.watch = Thread.ofPlatform().name("slow-notice").daemon().unstarted(this::tellUntilTheEnd);
    }

    /** Watches over work that begins now. */
    public static SlowNotice over(String work, Progress progress) {
        SlowNotice notice = new SlowNotice(progress, work);
        notice.watch.start();
        return notice;
    }

    /** Watches over work that begins now, and tells on the standard error. */
    public static SlowNotice over(String work) {
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        return over(work, Progress.on(System.err, isTerminal));
    }

    /** Says what goes on from now on, and gives back what went on before. */
    public String goesOnWith(String newWork) {
        String before = work;
        work = newWork;
        return before;
    }

    private void tellUntilTheEnd() {
        long start = System.nanoTime();
        boolean hasTold = false;
        try {
            Duration wait = PATIENCE;
            while (!end.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.tick("capstan: " + work + " (" + secondsSince(start) + " s)");
                hasTold = true;
                wait = Duration.ofSeconds(1);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (hasTold) {
            progress.step("capstan: " + work + " took " + secondsSince(start) + " s");
        }
    }

    private static long secondsSince(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }

    @Override
    public void close() {
        end.countDown();
        try {
            watch.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
