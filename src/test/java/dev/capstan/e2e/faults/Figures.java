package dev.capstan.e2e.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How long the cluster took to be as Git says, counted from when everything was back, by what had gone wrong. */
final class Figures {
    private final Map<String, List<Duration>> took = new TreeMap<>();
    private int points;

    void add(PointPlan plan, Duration settled) {
        points++;
        if (plan.faults().isEmpty()) {
            took.computeIfAbsent("nothing", _ -> new ArrayList<>()).add(settled);
        }
        plan.faults()
                .forEach(fault -> took.computeIfAbsent(fault.target().name(), _ -> new ArrayList<>())
                        .add(settled));
    }

    @Override
    public String toString() {
        return points + " points; settled after everything was back, median/longest:\n"
                + took.entrySet().stream()
                        .map(it -> "  %-24s %4d times %6d / %6d ms"
                                .formatted(
                                        it.getKey(),
                                        it.getValue().size(),
                                        median(it.getValue()).toMillis(),
                                        it.getValue().stream()
                                                .max(Duration::compareTo)
                                                .orElseThrow()
                                                .toMillis()))
                        .collect(Collectors.joining("\n"));
    }

    private static Duration median(List<Duration> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
