package dev.capstan.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a demo shows: the repository that it needs, its steps, and what is left at its end. */
interface Script {

    /** What the repository holds before the first step. */
    Map<String, String> firstCommit();

    /** The folders of the repository, in a few words. */
    String folders();

    /**
     * The steps.
     *
     * @throws DemoFailure when one does not come out as announced
     */
    void run() throws IOException;

    /**
     * Commands that work as they are printed, for as long as the demo is kept running.
     *
     * @param kubectl how kubectl is called for this cluster
     */
    List<String> explorations(String kubectl);

    /** Removes everything again and waits until it is gone; for clusters that stay. */
    void remove(Duration limit);

    /** Where that was, in words. */
    String places();
}
