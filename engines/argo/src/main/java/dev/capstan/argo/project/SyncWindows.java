package dev.capstan.argo.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.project.SyncWindow.Times;
import dev.capstan.argo.schedule.RecurringWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Windows of a project, or those of them that are for one Application. An open deny window blocks; if there are allow windows and none
 * is open, so do these. A sync that people start goes on when all windows that block allow it; one that has begun goes on when all that
 * block allow overruns, and it might have begun when it did.
 */
public final class SyncWindows {
    /** None. */
    public static final SyncWindows NONE = new SyncWindows(List.of());

    private static final int LONGEST_DESCRIPTION = 255;
    /** Openings and closings that are looked at for the next time that the verdict differs. */
    private static final int MOST_CHANGES = 1000;

    private final List<SyncWindow> windows;

    private SyncWindows(List<SyncWindow> windows) {
        this.windows = List.copyOf(windows);
    }

    /** Who starts a sync. */
    public enum Trigger {
        AUTOMATED,
        MANUAL
    }

    /** Reads {@code spec.syncWindows}. */
    public static SyncWindows of(JsonNode list) {
        var windows = new ArrayList<SyncWindow>();
        list.forEach(window -> windows.add(SyncWindow.of(window)));
        return new SyncWindows(windows);
    }

    /** Those that are for an Application, by its destination as it is written there. */
    public SyncWindows matching(String application, Destination destination) {
        return new SyncWindows(windows.stream()
                .filter(window -> window.isFor(application, destination))
                .toList());
    }

    /** All of them. */
    public List<SyncWindow> all() {
        return windows;
    }

    /** Those that are open. */
    public List<SyncWindow> openAt(Instant now) {
        return windows.stream().filter(window -> isOpen(window, now)).toList();
    }

    /**
     * Whether a sync may run.
     *
     * @param begun when it began, if it has
     */
    public SyncVerdict verdict(Trigger trigger, Instant now, Optional<Instant> begun) {
        Optional<String> unusable = unusable();
        if (unusable.isPresent()) {
            return new SyncVerdict.Blocked("invalid sync windows: " + unusable.get(), Optional.empty());
        }
        boolean isAllowed = mayRun(trigger, now, begun);
        Optional<Instant> until = nextChange(trigger, now, begun, isAllowed);
        return isAllowed ? new SyncVerdict.Allowed(until) : new SyncVerdict.Blocked(why(now), until);
    }

    private Optional<String> unusable() {
        return windows.stream()
                .flatMap(window ->
                        window.times() instanceof Times.Unusable(String why) ? Stream.of(why) : Stream.empty())
                .findFirst();
    }

    private boolean mayRun(Trigger trigger, Instant now, Optional<Instant> begun) {
        List<SyncWindow> blocking = blocking(now);
        if (blocking.isEmpty() || isManuallyAllowed(trigger, blocking)) {
            return true;
        }
        if (begun.isEmpty() || !blocking.stream().allMatch(SyncWindow::allowsOverrun)) {
            return false;
        }
        List<SyncWindow> blockingThen = blocking(begun.get());
        return blockingThen.isEmpty() || isManuallyAllowed(trigger, blockingThen);
    }

    private static boolean isManuallyAllowed(Trigger trigger, List<SyncWindow> blocking) {
        return trigger == Trigger.MANUAL && blocking.stream().allMatch(SyncWindow::allowsManual);
    }

    /** The deny windows that are open, else the allow windows when none of them is. */
    private List<SyncWindow> blocking(Instant now) {
        List<SyncWindow> denying = windows.stream()
                .filter(window -> window.isDeny() && isOpen(window, now))
                .toList();
        if (!denying.isEmpty()) {
            return denying;
        }
        List<SyncWindow> allowing = windows.stream().filter(SyncWindow::isAllow).toList();
        return allowing.stream().anyMatch(window -> isOpen(window, now)) ? List.of() : allowing;
    }

    private Optional<Instant> nextChange(Trigger trigger, Instant now, Optional<Instant> begun, boolean isAllowed) {
        Optional<Instant> next = change(now);
        for (int i = 0; i < MOST_CHANGES && next.isPresent(); i++) {
            if (mayRun(trigger, next.get(), begun) != isAllowed) {
                return next;
            }
            next = change(next.get());
        }
        return Optional.empty();
    }

    private Optional<Instant> change(Instant now) {
        return windows.stream()
                .flatMap(window -> times(window).flatMap(it -> it.changeAfter(now)).stream())
                .min(Comparator.naturalOrder());
    }

    private String why(Instant now) {
        List<SyncWindow> blocking = blocking(now);
        String names = blocking.stream().map(SyncWindow::toString).collect(Collectors.joining(", "));
        return blocking.stream().anyMatch(SyncWindow::isDeny)
                ? names + (blocking.size() == 1 ? " is open" : " are open")
                : names + (blocking.size() == 1 ? " is not open" : " are not open");
    }

    private static boolean isOpen(SyncWindow window, Instant now) {
        return times(window).filter(it -> it.isOpenAt(now)).isPresent();
    }

    private static Optional<RecurringWindow> times(SyncWindow window) {
        return window.times() instanceof Times.Usable(RecurringWindow times, String _)
                ? Optional.of(times)
                : Optional.empty();
    }

    /** What is wrong with them, or passed over; for people. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        for (int i = 0; i < windows.size(); i++) {
            SyncWindow window = windows.get(i);
            switch (window.times()) {
                case Times.Unusable(String why) -> problems.add(why);
                case Times.Usable(RecurringWindow _, String notice) when notice.isEmpty() -> {}
                case Times.Usable(RecurringWindow _, String notice) -> problems.add(notice);
            }
            Stream.of(window.applications(), window.clusters(), window.namespaces())
                    .flatMap(List::stream)
                    .forEach(glob -> {
                        if (Glob.parse(glob.text(), GlobSyntax.TEXT) instanceof Glob.Parsed.Malformed(String why)) {
                            problems.add(why + "; its window is for everything");
                        }
                    });
            if (window.description().length() > LONGEST_DESCRIPTION) {
                problems.add("the description of a window has more than " + LONGEST_DESCRIPTION + " characters");
            }
            if (window.applications().isEmpty()
                    && window.namespaces().isEmpty()
                    && window.clusters().isEmpty()) {
                problems.add(window + " is for nothing; give it applications, clusters or namespaces");
            }
            if (windows.subList(0, i).stream().anyMatch(window::isSameAs)) {
                problems.add(window + " is listed twice");
            }
        }
        return List.copyOf(problems);
    }
}
