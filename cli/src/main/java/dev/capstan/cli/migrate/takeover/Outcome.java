package dev.capstan.cli.migrate.takeover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What became of the objects that were applied.
 *
 * @param objects how many there were
 * @param untouched how many have the very version that they had
 * @param written those that an applier changed, deleted or made anew
 * @param recorded those that are as they were, and of which only the record of who owns which fields was written
 * @param changedByOthers those whose content others changed meanwhile
 */
public record Outcome(
        int objects, int untouched, List<String> written, List<String> recorded, List<String> changedByOthers) {

    /** Copies the lists. */
    public Outcome {
        written = List.copyOf(written);
        recorded = List.copyOf(recorded);
        changedByOthers = List.copyOf(changedByOthers);
    }

    /** Compares footprints, by inventory id. */
    static Outcome between(Map<String, Footprint> before, Map<String, Footprint> after) {
        int untouched = 0;
        List<String> written = new ArrayList<>();
        List<String> recorded = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (var entry : before.entrySet()) {
            Footprint then = entry.getValue();
            Footprint now = after.get(entry.getKey());
            boolean isApplied = now != null && !now.applied().equals(then.applied());
            if (now == null
                    || !now.uid().equals(then.uid())
                    || (isApplied && !now.content().equals(then.content()))) {
                written.add(entry.getKey() + (now == null ? " (gone)" : ""));
            } else if (isApplied) {
                recorded.add(entry.getKey());
            } else if (!now.content().equals(then.content())) {
                others.add(entry.getKey());
            } else if (Objects.equals(now.version(), then.version())) {
                untouched++;
            }
        }
        return new Outcome(before.size(), untouched, written, recorded, others);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        int statusOnly = objects - untouched - written.size() - recorded.size() - changedByOthers.size();
        lines.add("%d of %d workload objects were written".formatted(written.size(), objects)
                + (statusOnly > 0 ? " (of %d the cluster itself changed the status)".formatted(statusOnly) : "")
                + (recorded.isEmpty()
                        ? ""
                        : " (of %d only the record of who owns which fields)".formatted(recorded.size()))
                + (changedByOthers.isEmpty() ? "" : " (%d were changed by others)".formatted(changedByOthers.size())));
        written.forEach(id -> lines.add("  " + id));
        return lines;
    }
}
