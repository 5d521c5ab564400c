package dev.capstan.cli.get;

import dev.capstan.cli.cluster.ToolkitObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a HelmRelease has in the cluster by now, which need not be what was tried last: it may have been undone or rolled back. */
final class ReleaseColumns {

    static final List<String> HEADS = List.of("CHART", "VERSION", "REVISION");

    private ReleaseColumns() {}

    /** The cells for {@link #HEADS}; empty texts before the first release. */
    static List<String> cells(ToolkitObject object) {
        Map<?, ?> newest = newest(object).orElse(Map.of());
        return List.of(text(newest, "chartName"), text(newest, "chartVersion"), text(newest, "version"));
    }

    private static Optional<Map<?, ?>> newest(ToolkitObject object) {
        return object.field("status", "history") instanceof List<?> history
                ? history.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(Map.class::cast)
                        .max(Comparator.comparingLong(ReleaseColumns::version))
                : Optional.empty();
    }

    private static long version(Map<?, ?> snapshot) {
        return snapshot.get("version") instanceof Number number ? number.longValue() : 0;
    }

    private static String text(Map<?, ?> snapshot, String field) {
        return Optional.ofNullable(snapshot.get(field)).map(Object::toString).orElse("");
    }
}
