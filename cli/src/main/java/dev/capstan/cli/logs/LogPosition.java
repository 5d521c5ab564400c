package dev.capstan.cli.logs;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Loggable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** How far the log of one container has been read, so that it goes on there when it breaks off. One thread at a time reads. */
final class LogPosition {

    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile Instant last = Instant.MIN;
    private volatile boolean isBroken;

    /** Whether nobody reads yet; then the caller does, until it leaves. */
    boolean take() {
        return isTaken.compareAndSet(false, true);
    }

    void leave() {
        isTaken.set(false);
    }

    /** The log from here on, each line behind its time; lines of the same second come again. */
    Loggable rest(KubernetesClient client, Pod pod, LogsRun.LogRange range) {
        var timed = LogReader.container(client, pod).usingTimestamps();
        return last.equals(Instant.MIN) ? LogReader.within(timed, range) : timed.sinceTime(last.toString());
    }

    /** The text behind the time of a line; empty for one that was read before, and for a refusal that was passed before. */
    Optional<String> pass(String line) {
        int end = line.indexOf(' ');
        Instant time;
        try {
            time = Instant.parse(end < 0 ? line : line.substring(0, end));
        } catch (DateTimeParseException untimed) {
            return isBrokenAnew() ? Optional.of(line) : Optional.empty(); // why the API server gives no log
        }
        if (!time.isAfter(last)) {
            return Optional.empty();
        }
        last = time;
        isBroken = false;
        return Optional.of(end < 0 ? "" : line.substring(end + 1));
    }

    /** Notes that the log broke off; whether that has not happened since the last line. */
    boolean isBrokenAnew() {
        boolean isNew = !isBroken;
        isBroken = true;
        return isNew;
    }
}
